import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BundlingOptions, OutputFormat, SourceMapMode } from 'aws-cdk-lib/aws-lambda-nodejs';
import { aliases, besideBundle, leanBundling } from './lean-bundling.ts';

/** Returns the path of a source, given relative to the folder `lambda`. */
export const sourceOf = (file: string): string =>
  fileURLToPath(new URL(`../../lambda/${file}`, import.meta.url));

/**
 * Returns how CDK bundles a Lambda: the lean bundle, and each of the lazy modules, given by its `#` name, in a file of its own beside it.
 */
export function lambdaBundling(lazyModules: Readonly<Record<string, string>> = {}): BundlingOptions {
  const lazy = Object.entries(lazyModules);
  const besides = lazy.map(([name]): [string, string] => [name, besideBundle(name)]);
  return {
    ...leanBundling,
    format: OutputFormat.ESM,
    externalModules: [...leanBundling.externalModules, ...besides.map(([, file]) => file)],
    esbuildArgs: Object.fromEntries(
      [...Object.entries(aliases), ...besides].map(([name, file]) => [`--alias:${name}`, file]),
    ),
    // Beside the bundle, for reading traces offline: switched on in the Lambda they cost more than the rest of its start.
    sourceMap: true,
    sourceMapMode: SourceMapMode.EXTERNAL,
    commandHooks: {
      beforeInstall: () => [],
      beforeBundling: () => [],
      afterBundling: (inputDir, outputDir) =>
        lazy.map(([name, file]) => bundleBeside(inputDir, file, path.join(outputDir, besideBundle(name)))),
    },
  };
}

/** The command by which esbuild bundles a lazy module as it does the handler. */
function bundleBeside(inputDir: string, file: string, outfile: string): string {
  const { target, mainFields, externalModules } = leanBundling;
  const args = [
    path.join(inputDir, 'node_modules', '.bin', 'esbuild'),
    sourceOf(file),
    '--bundle',
    '--minify',
    '--platform=node',
    '--format=esm',
    `--target=${target}`,
    `--main-fields=${mainFields.join(',')}`,
    '--sourcemap=external',
    '--sources-content=false',
    '--log-level=warning',
    ...externalModules.map((name) => `--external:${name}`),
    ...Object.entries(aliases).map(([name, source]) => `--alias:${name}=${source}`),
    `--outfile=${outfile}`,
  ];
  return args.map((arg) => JSON.stringify(arg)).join(' ');
}
