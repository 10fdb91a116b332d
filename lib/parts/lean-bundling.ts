import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';

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
const aliases = { 'node:http': './lambda/parts/node-http.ts' };

/** How a module that a handler imports by a `#` name is called beside its bundle, in the bundle's imports and on disk. */
export const besideBundle = (name: string): string => `./${name.slice(1)}.mjs`;

/**
 * Returns how esbuild makes a small bundle that starts fast: the one definition that the stack deploys and the benchmark builds with.
 *
 * @param lazyModules the `#` names of the modules that lie beside the bundle
 */
export function leanOptions(lazyModules: readonly string[] = []): BuildOptions {
  const besides = lazyModules.map((name): [string, string] => [name, besideBundle(name)]);
  return {
    absWorkingDir: fileURLToPath(new URL('../..', import.meta.url)),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    external: [...neverLoaded, ...besides.map(([, file]) => file)],
    alias: { ...aliases, ...Object.fromEntries(besides) },
    // Beside the bundle, for reading traces offline: switched on in the Lambda they cost more than the rest of its start.
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'warning',
  };
}
