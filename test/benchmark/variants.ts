import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { leanOptions as leanOptionsWith } from '../../lib/shared/lean-bundling.ts';

/** A handler to compare, bundled into one file. */
export interface Variant {
  readonly title: string;
  readonly bundle: string;
  readonly bytes: number;
  readonly gzippedBytes: number;
}

/** The name of a variant. */
export type VariantName = keyof typeof titles;

const titles = {
  empty: 'Empty handler',
  https: 'node:https, no SDK',
  bareDefaults: "Bare SDK, esbuild's defaults",
  bare: 'Bare SDK, lean bundle',
  ours: 'This receiver',
  oursUnwarmed: 'This receiver, not warmed',
  oursSilent: 'This receiver, without log line and metrics',
  powertools: 'Powertools style, lean bundle',
  powertoolsDefaults: "Powertools style, esbuild's defaults",
};

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
const powertoolsFolder = path.join(here, 'powertools-style');

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
 * The tracer brings X-Ray's SDK, which is CommonJS and calls `require`. The Powertools
 * documentation warns of that.
 */
const requireBanner = {
  js:
    "import { createRequire } from 'node:module'; " +
    'const require = createRequire(import.meta.url);',
};

/** Builds every variant into a folder. Ours is the output of `cdk synth` there. */
export async function buildVariants(folder: string): Promise<Record<VariantName, Variant>> {
  installPowertools();
  mkdirSync(folder, { recursive: true });
  const lean = (name: string, entry: string, plugins: Plugin[] = []) =>
    bundle(path.join(folder, `${name}.mjs`), entry, { ...leanOptions, plugins });
  const defaults = (name: string, entry: string) =>
    bundle(path.join(folder, `${name}.cjs`), entry, defaultOptions);
  const handler = path.join(root, 'lambda/callback/handler.ts');
  const out = path.join(folder, 'cdk.out');
  await synthesize(out);
  const bundles: Record<VariantName, string> = {
    empty: await lean('empty', path.join(here, 'variants/empty.ts')),
    https: await lean('https', path.join(here, 'variants/https.ts')),
    bareDefaults: await defaults('bare-defaults', path.join(here, 'variants/bare.ts')),
    bare: await lean('bare', path.join(here, 'variants/bare.ts')),
    ours: callbackBundle(out),
    oursUnwarmed: await lean('ours-unwarmed', handler, [
      without('handler.ts', /^await Promise\.all\(\[[\s\S]*?\n\]\);$/m, ''),
    ]),
    oursSilent: await lean('ours-silent', handler, [
      without('handler.ts', /report: callbackReporter\(\{[\s\S]*?\}\),/g, 'report: () => {},'),
    ]),
    powertools: await bundle(
      path.join(folder, 'powertools.mjs'),
      path.join(powertoolsFolder, 'handler.ts'),
      {
        ...leanOptions,
        alias: {
          ...leanOptions.alias,
          'node:http': './test/benchmark/powertools-style/node-http.ts',
        },
        banner: requireBanner,
      },
    ),
    powertoolsDefaults: await defaults(
      'powertools-defaults',
      path.join(powertoolsFolder, 'handler.ts'),
    ),
  };
  return Object.fromEntries(
    Object.entries(bundles).map(([name, bundle]) => [
      name,
      {
        title: titles[name as VariantName],
        bundle,
        bytes: statSync(bundle).size,
        gzippedBytes: gzipSync(readFileSync(bundle)).length,
      },
    ]),
  ) as Record<VariantName, Variant>;
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

/** Returns the path of the callback's bundle in a synthesized folder. */
export function callbackBundle(out: string): string {
  const templates = readdirSync(out).filter((name) => name.endsWith('.template.json'));
  for (const template of templates) {
    const { Resources } = JSON.parse(readFileSync(path.join(out, template), 'utf8'));
    for (const { Type, Metadata } of Object.values<Resource>(Resources)) {
      if (Type !== 'AWS::Lambda::Function' || !Metadata?.['aws:cdk:path']?.endsWith(handlerPath))
        continue;
      return path.join(out, Metadata['aws:asset:path'] ?? '', 'index.mjs');
    }
  }
  throw new Error(`no template in ${out} has a function at ${handlerPath}`);
}

interface Resource {
  readonly Type: string;
  readonly Metadata?: Record<string, string>;
}

/** The callback's function in the tree of constructs. */
const handlerPath = '/Callback/Handler/Resource';

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

/** Builds the same sources without one piece. Fails if the piece is missing. */
function without(file: string, piece: RegExp, replacement: string): Plugin {
  return {
    name: 'without',
    setup: ({ onLoad }) => {
      onLoad({ filter: new RegExp(`callback/${file}$`) }, (args) => {
        const source = readFileSync(args.path, 'utf8');
        if (!piece.test(source)) throw new Error(`${file} no longer has ${piece}`);
        return { contents: source.replace(piece, replacement), loader: 'ts' };
      });
    },
  };
}

function installPowertools(): void {
  if (!existsSync(path.join(powertoolsFolder, 'node_modules'))) {
    console.log('installing what only the Powertools style needs');
    const install = ['ci', '--prefix', powertoolsFolder, '--no-audit', '--no-fund'];
    execFileSync('npm', install, { stdio: 'inherit' });
  }
  // The project's own type check leaves it out, since it must not need this installation.
  execFileSync('npx', ['tsc', '-p', powertoolsFolder], { cwd: root, stdio: 'inherit' });
}
