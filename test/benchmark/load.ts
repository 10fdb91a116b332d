import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { markdownTable } from '../../bin/kit/formats.ts';
import type { FilledTable, Page } from './filled-table.ts';
import { pin, readLine, spawnNode } from './processes.ts';
import type { Sandboxes } from './sandbox.ts';
import type { Batch, Task } from './sandbox-main.ts';
import { bundle, leanOptions } from './variants.ts';

/** The figures of one step of a load. The memory is that at its end. */
export interface Step extends Pick<Batch, 'p50Ms' | 'p99Ms' | 'perSecond' | 'refused'> {
  readonly rssKb: number;
}

/** A step in which one process handles several callbacks at the same time. */
interface CallbackStep extends Step {
  readonly atOnce: number;
}

/** A step that reads one page of a list, from a table of that many records. */
export interface PageStep extends Step, Omit<Page, 'event'> {
  readonly records: number;
}

/** The figures of all steps. */
export interface Load {
  readonly callbacks: readonly CallbackStep[];
  readonly pages: readonly PageStep[];
}

/** The sandboxes, bundles and rounds of a measurement. */
export interface LoadProps {
  readonly sandboxes: Sandboxes;
  /** The path of the callback's bundle. */
  readonly callback: string;
  /** The folder for the query's bundle. */
  readonly folder: string;
  readonly isQuick: boolean;
}

/**
 * Measures the callback's handler with callbacks at once, and the query's over tables of several
 * sizes.
 */
export async function measureLoad(props: LoadProps): Promise<Load> {
  const { sandboxes, callback, folder, isQuick } = props;
  const callbacks: CallbackStep[] = [];
  for (const atOnce of [1, 10, 50, 200]) {
    console.log(`${atOnce} callbacks at once`);
    const size = { first: 500, batchSize: isQuick ? 1_000 : 6_000 };
    const step = await runStep(sandboxes, { bundle: callback, atOnce, ...size });
    callbacks.push({ atOnce, ...step });
  }
  const outfile = path.join(folder, 'query.mjs');
  const query = await bundle(outfile, 'lambda/query/handler.ts', leanOptions);
  const pages: PageStep[] = [];
  for (const records of isQuick ? [1_000, 10_000] : [1_000, 10_000, 100_000]) {
    console.log(`pages of a table of ${records} records`);
    pages.push(...(await measurePages(props, query, records)));
  }
  return { callbacks, pages };
}

async function measurePages({ sandboxes, isQuick }: LoadProps, query: string, records: number) {
  const main = fileURLToPath(new URL('filled-table.ts', import.meta.url));
  const table = spawnNode(pin(1), [main, String(records)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const filled: FilledTable = JSON.parse(await readLine(table));
    const steps: PageStep[] = [];
    for (const { event, ...page } of filled.pages) {
      const size = { first: 200, batchSize: isQuick ? 200 : 1_000 };
      const task = { bundle: query, event, expect: '{"records":[{', ...size };
      steps.push({ records, ...page, ...(await runStep(sandboxes, task, filled.endpoint)) });
    }
    return steps;
  } finally {
    table.kill();
  }
}

async function runStep(
  sandboxes: Sandboxes,
  task: Partial<Task> & Pick<Task, 'bundle'>,
  endpoint?: string,
): Promise<Step> {
  const { batches, rssKb } = await sandboxes.run({ ...task, batches: 1 }, { endpoint });
  const [batch] = batches;
  if (batch === undefined) throw new Error('the load ran no batch');
  const { p50Ms, p99Ms, perSecond, refused } = batch;
  return { p50Ms, p99Ms, perSecond, refused, rssKb };
}

const head = (what: string) => [`${what}, p50 ms`, 'p99 ms', 'a second', 'RSS MB'];
const cells = ({ p50Ms, p99Ms, perSecond, rssKb }: Step) => [
  p50Ms.toFixed(1),
  p99Ms.toFixed(1),
  perSecond.toFixed(0),
  (rssKb / 1024).toFixed(0),
];

/** Returns the tables of how figures change with the load. */
export function loadTables({ callbacks, pages }: Load): string {
  return [
    '### Callbacks at once in one process',
    'Lambda gives a process one callback at a time, so this is a load that a deployment never ' +
      'has. It shows what the handler itself adds: the SDK opens 50 connections, and what is ' +
      'above that waits for one.',
    markdownTable(
      ['at once', ...head('a callback'), 'asked to retry'],
      callbacks.map((step) => [String(step.atOnce), ...cells(step), String(step.refused)]),
    ),
    "### Pages of a player's list",
    'A player has a tenth of all records; a page has 25. The table is the embedded DynamoDB, in ' +
      'memory and in a process of its own, whose own time is in the figures. Requests and read ' +
      'units are what a real one would count and bill.',
    markdownTable(
      ['records', 'page', 'requests', 'read units', ...head('a page')],
      pages.map((step) => [
        step.records.toLocaleString('en'),
        step.page,
        String(step.requests),
        String(step.readUnits),
        ...cells(step),
      ]),
    ),
  ].join('\n\n');
}
