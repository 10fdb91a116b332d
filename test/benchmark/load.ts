import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { localClientSettings } from '../../bin/local/local-clients.ts';
import { queryHandler } from '../../lambda/query/query-handler.ts';
import { dynamoDbSessionRecordReader } from '../../lambda/records/session-record-reader.ts';
import { aContext, aListEvent } from '../builders/proxy-event.ts';
import { pin, readLine, spawnNode } from './processes.ts';
import type { Sandboxes } from './sandbox.ts';
import type { Batch } from './task.ts';
import { bundle, leanOptions } from './variants.ts';

/**
 * The figures of one step of a load: milliseconds of an answer, answers a second, and memory at its
 * end.
 */
export interface Step extends Pick<Batch, 'p50Ms' | 'p99Ms' | 'perSecond' | 'refused'> {
  readonly rssKb: number;
}

/** A step with several callbacks at once. */
export interface CallbackStep extends Step {
  /** Callbacks that one process handles at the same time. */
  readonly atOnce: number;
}

/** A step that reads one page of a list. */
export interface PageStep extends Step {
  /** Records in the table. */
  readonly records: number;
  /** The page of the player's list. */
  readonly page: 'first' | 'middle';
  /** DynamoDB requests for the page, and their read units. */
  readonly requests: number;
  readonly readUnits: number;
}

/** The figures of all steps. */
export interface Load {
  readonly callbacks: readonly CallbackStep[];
  readonly pages: readonly PageStep[];
}

const callbacksAtOnce = [1, 10, 50, 200];
const tableSizes = [1_000, 10_000, 100_000];
const pageSize = '25';

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
export async function measureLoad({
  sandboxes,
  callback,
  folder,
  isQuick,
}: LoadProps): Promise<Load> {
  const callbacks: CallbackStep[] = [];
  for (const atOnce of callbacksAtOnce) {
    console.log(`${atOnce} callbacks at once`);
    const task = {
      bundle: callback,
      first: 500,
      batches: 1,
      batchSize: isQuick ? 1_000 : 6_000,
      atOnce,
    };
    callbacks.push({ atOnce, ...toStep(await sandboxes.run(task)) });
  }
  const entry = fileURLToPath(new URL('../../lambda/query/handler.ts', import.meta.url));
  const query = await bundle(path.join(folder, 'query.mjs'), entry, leanOptions);
  const pages: PageStep[] = [];
  for (const records of isQuick ? tableSizes.slice(0, 2) : tableSizes) {
    console.log(`pages of a table of ${records} records`);
    pages.push(...(await measurePages(sandboxes, query, records, isQuick)));
  }
  return { callbacks, pages };
}

async function measurePages(
  sandboxes: Sandboxes,
  query: string,
  records: number,
  isQuick: boolean,
) {
  const main = fileURLToPath(new URL('filled-table.ts', import.meta.url));
  const table = spawnNode(pin(1), [main, String(records)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const endpoint = await readLine(table);
    const pages: PageStep[] = [];
    for (const page of ['first', 'middle'] as const) {
      const { event, ...cost } = await followTo(endpoint, page, records);
      const size = { first: 200, batches: 1, batchSize: isQuick ? 200 : 1_000 };
      const task = { bundle: query, event, expect: '{"records":[{', ...size };
      pages.push({ records, page, ...cost, ...toStep(await sandboxes.run(task, { endpoint })) });
    }
    return pages;
  } finally {
    table.kill();
  }
}

/** Follows the player's list to a page. Resolves to the page's event and its consumption. */
async function followTo(endpoint: string, page: PageStep['page'], records: number) {
  const client = new DynamoDBClient(localClientSettings(endpoint));
  const consumed = countReads(client);
  const reader = dynamoDbSessionRecordReader({
    client,
    tableName: 'SessionRecords',
    readBudgetMs: 20_000,
  });
  const handler = queryHandler({ reader, report: () => {} });
  const select = (cursor = {}) => aListEvent({ userId: 'player', limit: pageSize, ...cursor });
  let event = select();
  const steps = page === 'first' ? 0 : Math.floor(records / 10 / Number(pageSize) / 2);
  for (let step = 0; step <= steps; step++) {
    consumed.length = 0;
    const { nextCursor } = JSON.parse((await handler(event, aContext())).body);
    if (step < steps) event = select({ cursor: nextCursor });
  }
  client.destroy();
  return {
    event,
    requests: consumed.length,
    readUnits: consumed.reduce((sum, units) => sum + units, 0),
  };
}

/** Collects the read units of each request that a client sends. */
function countReads(client: DynamoDBClient): number[] {
  const consumed: number[] = [];
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next({
        ...args,
        input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' },
      });
      const { ConsumedCapacity } = result.output as {
        ConsumedCapacity?: { CapacityUnits?: number };
      };
      consumed.push(ConsumedCapacity?.CapacityUnits ?? Number.NaN);
      return result;
    },
    { step: 'initialize' },
  );
  return consumed;
}

function toStep({ batches, rssKb }: { batches: readonly Batch[]; rssKb: number }): Step {
  const [batch] = batches;
  if (batch === undefined) throw new Error('the load ran no batch');
  const { p50Ms, p99Ms, perSecond, refused } = batch;
  return { p50Ms, p99Ms, perSecond, refused, rssKb };
}
