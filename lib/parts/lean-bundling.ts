import { fileURLToPath } from 'node:url';

/**
 * What the SDK reaches only by a dynamic import that a Lambda never runs: credentials come from its environment, and no call
 * streams events. Leaving it out nearly halves the bundle; `docs/performance.md` has the figures.
 */
export const neverLoaded = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-login',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/core/event-streams',
  '@smithy/credential-provider-imds',
];

/** What the bundle gets in place of a module; the stand-in says why. */
export const aliases = {
  'node:http': fileURLToPath(new URL('../../lambda/parts/node-http.ts', import.meta.url)),
};

/** How esbuild makes a small bundle that starts fast: the one definition that the stack deploys and the benchmark builds with. */
export const leanBundling = {
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  externalModules: neverLoaded,
  sourcesContent: false,
};

/** How a module that a handler imports by a `#` name is called beside its bundle, in the bundle's imports and on disk. */
export const besideBundle = (name: string): string => `./${name.slice(1)}.mjs`;
