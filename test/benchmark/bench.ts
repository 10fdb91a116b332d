import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import project from '../../package.json' with { type: 'json' };
import { loadTables, measureLoad } from './load.ts';
import { measure } from './measurements.ts';
import { plot } from './plot.ts';
import powertools from './powertools-style/package.json' with { type: 'json' };
import { type Results, report } from './report.ts';
import { type Sandboxes, startSandboxes } from './sandbox.ts';
import { buildVariants, bundle, callbackBundle, leanOptions, synthesize } from './variants.ts';

/**
 * `npm run bench` measures every variant and the load. It writes docs/performance.{json,svg} and
 * the tables of docs/performance.md.
 *
 * `-- --quick` measures little and writes nothing. `-- --load` measures only the load and prints
 * it. `-- --report` writes the tables and the plot again from performance.json.
 */
const {
  quick,
  load: isLoadOnly,
  report: isReportOnly,
} = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    load: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
  },
}).values;

const inDocs = (name: string) => fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));

if (isLoadOnly) {
  const load = await withSandboxes(async (folder, sandboxes) => {
    const out = path.join(folder, 'cdk.out');
    await synthesize(out);
    return measureLoad({ sandboxes, callback: callbackBundle(out), folder, isQuick: quick });
  });
  console.log(`\n${loadTables(load)}`);
} else {
  const results: Results = isReportOnly
    ? JSON.parse(readFileSync(inDocs('performance.json'), 'utf8'))
    : await withSandboxes(measureAll);
  const tables = await report(results);
  console.log(`\n${tables}`);
  if (!quick) write(results, tables);
}

/** Calls `run` with a folder for bundles and with sandboxes that run them. */
async function withSandboxes<T>(
  run: (folder: string, sandboxes: Sandboxes) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  try {
    const main = path.join(folder, 'sandbox.mjs');
    const sandboxes = await startSandboxes(
      await bundle(main, 'test/benchmark/sandbox-main.ts', leanOptions),
    );
    try {
      return await run(folder, sandboxes);
    } finally {
      sandboxes.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureAll(folder: string, sandboxes: Sandboxes): Promise<Results> {
  const variants = await buildVariants(folder);
  const measured = await measure(variants, sandboxes, quick);
  const place = measured.isCpuHeld ? "on a 512 MB Lambda's share of a core" : 'on a whole core';
  return {
    date: new Date().toISOString(),
    machine: describeMachine(),
    versions: versions(),
    counter: sandboxes.counter,
    ...measured,
    callbackMs: measured.measurements.ours.spacedMs,
    callbackMsSource: `npm run bench, mean of 300 callbacks 10 ms apart, ${place}`,
    load: await measureLoad({ sandboxes, callback: variants.ours.bundle, folder, isQuick: quick }),
  };
}

function describeMachine(): string {
  const cores = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  const system = `Linux ${release()}, ${process.arch}`;
  return `${cores[0]?.model}, ${cores.length} cores, ${memory} GiB, ${system}`;
}

/** Returns the versions of the bundled packages. CDK is left out, since no bundle has it. */
function versions(): Record<string, string | undefined> {
  const { 'aws-cdk-lib': _, constructs, ...bundled } = project.dependencies;
  const { dependencies: styled } = powertools;
  return {
    node: process.versions.node,
    esbuild: project.devDependencies.esbuild,
    ...bundled,
    "the Powertools style's @aws-lambda-powertools/*": styled['@aws-lambda-powertools/parser'],
    'its @aws-sdk/lib-dynamodb': styled['@aws-sdk/lib-dynamodb'],
    'its zod': styled.zod,
  };
}

function write(results: Results, tables: string): void {
  // The samples of a figure stand on one line.
  const json = JSON.stringify(results, null, 2).replace(/\[[^[\]{}"]*\]/g, (samples) =>
    samples.replace(/\s+/g, ' '),
  );
  writeFileSync(inDocs('performance.json'), `${json}\n`);
  writeFileSync(inDocs('performance.svg'), plot(results));
  writeTables(inDocs('performance.md'), tables);
}

/** Replaces the text between the markers, and keeps the words around them. */
function writeTables(file: string, tables: string): void {
  const [start, end] = ['<!-- npm run bench writes from here -->', '<!-- to here -->'];
  const [before = '', rest = ''] = readFileSync(file, 'utf8').split(start);
  const after = rest.slice(rest.indexOf(end));
  writeFileSync(file, `${before}${start}\n\n${tables}\n\n${after}`);
}
