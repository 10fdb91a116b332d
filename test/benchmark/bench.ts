import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fullRounds, measure, quickRounds } from './measurements.ts';
import { plot } from './plot.ts';
import { type Results, report } from './report.ts';
import { startSandboxes } from './sandbox.ts';
import { buildVariants, bundle, leanOptions } from './variants.ts';

/**
 * `npm run bench` measures every variant and writes docs/performance.{json,svg} and the tables of docs/performance.md.
 *
 * `-- --quick` measures little and writes nothing; `-- --report` writes the tables and the plot again from performance.json.
 */
const { quick, report: isReportOnly } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, report: { type: 'boolean', default: false } },
}).values;

const docs = fileURLToPath(new URL('../../docs', import.meta.url));
const inDocs = (name: string) => path.join(docs, name);

const results: Results = isReportOnly
  ? JSON.parse(readFileSync(inDocs('performance.json'), 'utf8'))
  : await measureAll();
const tables = await report(results);
console.log(`\n${tables}`);
if (!quick) {
  mkdirSync(docs, { recursive: true });
  writeFileSync(inDocs('performance.json'), `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(inDocs('performance.svg'), plot(results.measurements, results.machine));
  writeTables(inDocs('performance.md'), tables);
}

async function measureAll(): Promise<Results> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  try {
    const variants = await buildVariants(folder);
    const main = fileURLToPath(new URL('sandbox-main.ts', import.meta.url));
    const sandboxes = await startSandboxes(await bundle(path.join(folder, 'sandbox.mjs'), main, leanOptions));
    try {
      const rounds = quick ? quickRounds : fullRounds;
      const { measurements, isCpuHeld } = await measure(variants, sandboxes, rounds);
      return {
        date: new Date().toISOString(),
        machine: describeMachine(),
        versions: versions(),
        counter: sandboxes.counter,
        isCpuHeld,
        rounds: { ...rounds },
        callbackMs: measurements.ours.spacedMs,
        callbackMsSource: `npm run bench, mean of 300 callbacks 10 ms apart, ${isCpuHeld ? "on a 512 MB Lambda's share of a core" : 'on a whole core'}`,
        measurements,
      };
    } finally {
      sandboxes.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function describeMachine(): string {
  const cores = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${cores[0]?.model}, ${cores.length} cores, ${memory} GiB, Linux ${release()}, ${process.arch}`;
}

function versions(): Record<string, string | undefined> {
  const { dependencies, devDependencies } = readJson('../../package.json');
  const { dependencies: powertools } = readJson('powertools-style/package.json');
  return {
    node: process.versions.node,
    esbuild: devDependencies['esbuild'],
    ...dependencies,
    "the Powertools style's @aws-lambda-powertools/*": powertools['@aws-lambda-powertools/parser'],
    'its @aws-sdk/lib-dynamodb': powertools['@aws-sdk/lib-dynamodb'],
    'its zod': powertools['zod'],
  };
}

interface PackageJson {
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}

function readJson(file: string): PackageJson {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
}

/** Replaces what is between the markers, and keeps the words around it. */
function writeTables(file: string, tables: string): void {
  const [start, end] = ['<!-- npm run bench writes from here -->', '<!-- to here -->'];
  const [before = '', rest = ''] = readFileSync(file, 'utf8').split(start);
  const after = rest.slice(rest.indexOf(end));
  writeFileSync(file, `${before}${start}\n\n${tables}\n\n${after}`);
}
