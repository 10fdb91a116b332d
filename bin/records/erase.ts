import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import pMap from 'p-map';
import {
  dynamoDbSessionRecordEraser,
  type ErasableRecord,
  type SessionRecordEraser,
} from '../../lambda/records/session-record-eraser.ts';
import { clientLimits, findPlace, type Place } from './open-records.ts';
import type { Result } from './result.ts';

/** How long to wait for the index, which is updated after the table. */
const indexLagMs = 1_000;

/** Records of a player who goes on playing would keep the loop going for ever. */
const maxPasses = 20;

const unreached = [
  'Not reached: backups, messages that wait on the overflow queue or as dead letters, the event ' +
    'archive,',
  'logs, and what other services have copied. docs/retention.md says how long each keeps it.',
];

interface EraseProps {
  readonly table: Place;
  readonly userId: string;
  readonly isDryRun: boolean;
}

/**
 * Erases a user's records, or only lists them in a dry run.
 *
 * @param client the client of DynamoDB, which is destroyed at the end
 */
export async function erase(
  { table, userId, isDryRun }: EraseProps,
  client = new DynamoDBClient(clientLimits()),
): Promise<Result> {
  const tableName = await findPlace(table, 'table-name');
  const eraser = dynamoDbSessionRecordEraser({ client, tableName });
  try {
    return isDryRun ? await listErasable(eraser, userId) : await eraseAll(eraser, userId);
  } finally {
    client.destroy();
  }
}

const columns = ['uuid', 'result'];

async function listErasable(eraser: SessionRecordEraser, userId: string): Promise<Result> {
  const listed = await list(eraser, userId);
  const rows = listed.map(({ uuid }) => ({ uuid, result: 'would be erased' }));
  return {
    columns,
    rows,
    notes: [`${rows.length} records would be erased`, ...unreached],
    status: 0,
  };
}

/** Lists and erases until a list has no new record, since records may arrive meanwhile. */
async function eraseAll(eraser: SessionRecordEraser, userId: string): Promise<Result> {
  const results = new Map<string, 'erased' | 'was gone'>();
  let isDone = false;
  for (let pass = 1; pass <= maxPasses && !isDone; pass += 1) {
    if (pass > 1) await sleep(indexLagMs);
    const found = (await list(eraser, userId)).filter(({ uuid }) => !results.has(uuid));
    await pMap(
      found,
      async (record) => {
        results.set(record.uuid, (await eraser.erase(userId, record)) ? 'erased' : 'was gone');
      },
      { concurrency: 10 },
    );
    isDone = pass > 1 && found.length === 0;
  }
  const erased = [...results.values()].filter((result) => result === 'erased').length;
  const unfinished = 'records keep arriving: block the player first, then run this again';
  return {
    columns,
    rows: [...results].map(([uuid, result]) => ({ uuid, result })),
    notes: [`${erased} records erased`, ...(isDone ? [] : [unfinished]), ...unreached],
    status: isDone ? 0 : 1,
  };
}

async function list(eraser: SessionRecordEraser, userId: string): Promise<ErasableRecord[]> {
  const records: ErasableRecord[] = [];
  for await (const record of eraser.listByUser(userId)) records.push(record);
  return records;
}
