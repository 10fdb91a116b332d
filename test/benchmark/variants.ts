import { execFile, execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';
import { leanOptions as leanOptionsWith } from '../../lib/shared/lean-bundling.ts';

/** A handler to compare, bundled into one file. */
export interface Variant {
  readonly title: string;
  readonly bundle: string;
  readonly bytes: number;
  readonly gzippedBytes: number;
}

/**
 * The SQS client, a separate file beside the callback's bundle. It is never loaded here, since the
 * table always answers.
 */
const overflowQueue = '#sqs-overflow-queue';

/** How the stack bundles the callback's Lambda. */
export const leanOptions = leanOptionsWith([overflowQueue]);

/** esbuild's defaults for Node.js, plus minification: the least that teams do to a Lambda. */
const defaultOptions: BuildOptions = { bundle: true, platform: 'node', minify: true };

/**
 * The lean bundle of the Powertools style. Its tracer imports `node:http` as a default, which the
 * stand-in lacks. It also brings X-Ray's SDK, which is CommonJS and calls `require`. The Powertools
 * documentation warns of that.
 */
const leanPowertoolsOptions: BuildOptions = {
  ...leanOptions,
  alias: { ...leanOptions.alias, 'node:http': './test/benchmark/powertools-style/node-http.ts' },
  banner: {
    js:
      "import { createRequire } from 'node:module'; " +
      'const require = createRequire(import.meta.url);',
  },
};

const powertoolsFolder = 'test/benchmark/powertools-style';

/** Each variant's title, file in this folder, and build. The stack itself builds `ours`. */
const sources = {
  empty: ['Empty handler', 'variants/empty.ts', leanOptions],
  https: ['node:https, no SDK', 'variants/https.ts', leanOptions],
  bareDefaults: ["Bare SDK, esbuild's defaults", 'variants/bare.ts', defaultOptions],
  bare: ['Bare SDK, lean bundle', 'variants/bare.ts', leanOptions],
  ours: ['This receiver', undefined, leanOptions],
  oursUnwarmed: ['This receiver, not warmed', 'variants/ours-unwarmed.ts', leanOptions],
  oursSilent: [
    'This receiver, without log line and metrics',
    'variants/ours-silent.ts',
    leanOptions,
  ],
  powertools: [
    'Powertools style, lean bundle',
    'powertools-style/handler.ts',
    leanPowertoolsOptions,
  ],
  powertoolsDefaults: [
    "Powertools style, esbuild's defaults",
    'powertools-style/handler.ts',
    defaultOptions,
  ],
} satisfies Record<string, [title: string, file: string | undefined, options: BuildOptions]>;

/** The name of a variant. */
export type VariantName = keyof typeof sources;

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds every variant into a folder. Ours is the output of `cdk synth` there. */
export async function buildVariants(folder: string): Promise<Record<VariantName, Variant>> {
  installPowertools();
  const out = path.join(folder, 'cdk.out');
  await synthesize(out);
  const variants: Record<string, Variant> = {};
  for (const [name, [title, file, options]] of Object.entries(sources)) {
    const outfile = path.join(folder, `${name}.${options === defaultOptions ? 'cjs' : 'mjs'}`);
    const built =
      file === undefined
        ? callbackBundle(out)
        : await bundle(outfile, path.join('test/benchmark', file), options);
    variants[name] = {
      title,
      bundle: built,
      bytes: statSync(built).size,
      gzippedBytes: gzipSync(readFileSync(built)).length,
    };
  }
  return variants as Record<VariantName, Variant>;
}

/**
 * Synthesizes the dev stage into a folder with the CDK's command line, without AWS credentials.
 * The CDK's own rules change nothing in it and take seconds. test/lib/rules.slow.test.ts runs them.
 */
export async function synthesize(out: string): Promise<void> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')),
  );
  const command = ['cdk', 'synth', '-q', '--no-validation', '-o', out];
  await promisify(execFile)('npx', command, { cwd: root, env });
}

/** The callback's function in the tree of constructs. */
const handlerPath = '/Callback/Handler/Resource';

/** Returns the path of the callback's bundle in a synthesized folder. */
export function callbackBundle(out: string): string {
  for (const template of globSync('*.template.json', { cwd: out })) {
    const { Resources } = JSON.parse(readFileSync(path.join(out, template), 'utf8'));
    const handler = Object.values<{ Type: string; Metadata?: Record<string, string> }>(
      Resources,
    ).find(
      ({ Type, Metadata }) =>
        Type === 'AWS::Lambda::Function' && Metadata?.['aws:cdk:path']?.endsWith(handlerPath),
    );
    const asset = handler?.Metadata?.['aws:asset:path'];
    if (asset !== undefined) return path.join(out, asset, 'index.mjs');
  }
  throw new Error(`no template in ${out} has a function at ${handlerPath}`);
}

/** Builds a single file and returns its path. */
export async function bundle(
  outfile: string,
  entry: string,
  options: BuildOptions,
): Promise<string> {
  await build({
    ...options,
    entryPoints: [entry],
    outfile,
    absWorkingDir: root,
    logLevel: 'error',
  });
  return outfile;
}

function installPowertools(): void {
  const folder = path.join(root, powertoolsFolder);
  if (!existsSync(path.join(folder, 'node_modules'))) {
    console.log('installing what only the Powertools style needs');
    const install = ['ci', '--prefix', folder, '--no-audit', '--no-fund'];
    execFileSync('npm', install, { stdio: 'inherit' });
  }
  // The project's own type check leaves it out, since it must not need this installation.
  execFileSync('npx', ['tsc', '-p', folder], { cwd: root, stdio: 'inherit' });
}
