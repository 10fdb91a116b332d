import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import { besideBundle, leanOptions } from './lean-bundling.ts';

export interface LambdaCodeProps {
  /** The handler's file, relative to the folder `lambda`; it exports `handler`. */
  readonly entry: string;
  /**
   * Modules that the handler imports by a `#` name of package.json, by that name, as files relative to the folder `lambda`.
   * @default - none
   */
  readonly lazyModules?: Readonly<Record<string, string>> | undefined;
}

/**
 * Returns a Lambda's code: the lean bundle `index.mjs`, and each of the lazy modules in a file of its own beside it.
 *
 * esbuild is called by its API, with paths relative to the project's folder, which may have any name: nothing passes through a shell,
 * and no `*` in a path is read as a wildcard.
 */
export function lambdaCode({ entry, lazyModules = {} }: LambdaCodeProps): Code {
  const entryPoints = Object.fromEntries([
    ['index', `./lambda/${entry}`],
    ...Object.entries(lazyModules).map(([name, file]) => [
      path.parse(besideBundle(name)).name,
      `./lambda/${file}`,
    ]),
  ]);
  return Code.fromAsset(fileURLToPath(new URL('../../lambda', import.meta.url)), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      local: {
        tryBundle(outputDir) {
          bundle(entryPoints, Object.keys(lazyModules), outputDir);
          return true;
        },
      },
      // Neither is used. CDK demands the one, and tells the assets of one folder apart by the other.
      image: DockerImage.fromRegistry('scratch'),
      command: Object.values(entryPoints),
    },
  });
}

/** Builds as if into a folder of the project: source maps, and with them the assets' hashes, are then the same everywhere. */
function bundle(
  entryPoints: Record<string, string>,
  lazyModules: string[],
  outputDir: string,
): void {
  const { outputFiles = [] } = buildSync({
    ...leanOptions(lazyModules),
    entryPoints,
    outdir: 'lambda/bundle',
    outExtension: { '.js': '.mjs' },
    write: false,
  });
  for (const file of outputFiles) {
    writeFileSync(path.join(outputDir, path.basename(file.path)), file.contents);
  }
}
