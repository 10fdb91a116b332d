import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';

/**
 * Modules that the SDK imports dynamically but a Lambda never loads. Its credentials come from the
 * environment, and no call streams events. Leaving them out nearly halves the bundle.
 * `docs/performance.md` has the figures.
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

const standIn = './lambda/shared/built-in-modules.ts';

/** The built-in modules that bundles take from a stand-in, with its file. The file says why. */
export const standIns = {
  'node:console': standIn,
  'node:fs': standIn,
  'node:fs/promises': './lambda/shared/node-fs-promises.ts',
  'node:http': standIn,
  'node:path': standIn,
  'node:process': standIn,
  'node:timers': standIn,
} as const;

/**
 * Returns the file of a lazy module, by its `#` name. The bundle imports the module by this path,
 * and on disk it lies there.
 */
export const besideBundle = (name: string): string => `./${name.slice(1)}.mjs`;

/**
 * Returns esbuild's options for a small bundle that starts fast. The stack and the benchmark both
 * build with these.
 *
 * @param lazyModules the `#` names of the modules that lie next to the bundle
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
    // The source map names the packages' files. A linked node_modules does not change the names.
    preserveSymlinks: true,
    minify: true,
    external: [...neverLoaded, ...besides.map(([, file]) => file)],
    alias: {
      ...standIns,
      // Itself. Else esbuild would look for it in a folder with the name of the timers' stand-in.
      'node:timers/promises': 'timers/promises',
      ...Object.fromEntries(besides),
    },
    // The SDK asks whether a body is a web stream, as far as there are any. No body in a Lambda is
    // one, and reading the global would make Node.js load them all.
    define: { ReadableStream: 'undefined' },
    // A name that a stand-in lacks fails the build, in a namespace import as well.
    logOverride: { 'import-is-undefined': 'error' },
    // The source map lies next to the bundle, for reading stack traces offline. Switched on in the
    // Lambda, source maps cost more time than the rest of its start.
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'warning',
  };
}
