import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import { besideBundle, leanOptions } from './lean-bundling.ts';

export interface LambdaCodeProps {
  /** The handler's file, relative to the folder `lambda`. It exports `handler`. */
  readonly entry: string;
  /**
   * Modules that the handler imports by a `#` name of package.json. The key is that name, the value
   * the file relative to the folder `lambda`.
   * @default - none
   */
  readonly lazyModules?: Readonly<Record<string, string>> | undefined;
}

/**
 * Returns a Lambda's code: the lean bundle `index.mjs`, and each lazy module in its own file next
 * to it.
 *
 * The project's folder may have any name. esbuild is therefore called through its API, with paths
 * relative to that folder. No shell is involved, and a `*` in a path is no wildcard.
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
      // Neither is used. CDK requires the image. By the command it tells the assets of one folder
      // apart.
      image: DockerImage.fromRegistry('scratch'),
      command: Object.values(entryPoints),
    },
  });
}

/**
 * Builds as if into a folder of the project. The source maps, and with them the assets' hashes, are
 * then the same on each machine. The modes do not depend on the umask: Lambda runs as another user,
 * who must be able to read the files.
 */
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
  chmodSync(outputDir, 0o755);
  for (const { path: built, contents } of outputFiles) {
    const file = path.join(outputDir, path.basename(built));
    writeFileSync(file, contents);
    chmodSync(file, 0o644);
  }
}
