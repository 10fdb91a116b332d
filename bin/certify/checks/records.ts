import type { Bench, Fields } from '../bench.ts';
import type { Finding, Group } from '../group.ts';
import { mapInParallel } from '../http/pace.ts';
import { checkContent } from '../records/check-content.ts';
import { checkLists, checkStorm } from '../records/check-lists.ts';
import {
  type Entry,
  type Ledger,
  ledger,
  ledgerFinding,
  type Recorded,
} from '../records/ledger.ts';
import { readUntilFound, type SessionRecords } from '../records/session-records.ts';

const atOnce = 10;

/** Checks the records that the run's callbacks left, as the query API shows them. */
export const records: Group = {
  name: 'records',
  async check(bench) {
    if (bench.records === undefined) return [];
    try {
      return await checkRecords(bench, bench.records);
    } catch (error) {
      const got = bench.concealer.conceal(error instanceof Error ? error.message : 'it failed');
      return [ledgerFinding('the query API', 'the records', got, 'cannot be read')];
    }
  },
};

async function checkRecords(bench: Bench, source: SessionRecords): Promise<Finding[]> {
  const { entries, refused } = ledger(bench.exchanges);
  const found = await mapInParallel(atOnce, entries, (entry) =>
    readUntilFound(() => find(source, entry)),
  );
  const recorded = found.flat();
  const got = `${recorded.length} of ${entries.length}`;
  const isComplete = recorded.length === entries.length;
  return [
    ledgerFinding('callbacks answered 0', 'a record of each', got, isComplete || 'are incomplete'),
    ...checkContent(recorded),
    await checkStorm(source, recorded),
    await checkLists(source, recorded),
    await checkRefused(source, refused),
  ];
}

async function find(source: SessionRecords, entry: Entry): Promise<Recorded[]> {
  const record = await source.get(entry.callback.uuid);
  return record === undefined ? [] : [{ ...entry, record }];
}

async function checkRefused(source: SessionRecords, refused: Ledger['refused']): Promise<Finding> {
  const remains = await mapInParallel(atOnce, refused, (callback) => hasRemains(source, callback));
  const left = remains.filter(Boolean).length;
  const got = `${left} of ${remains.length} recorded`;
  return ledgerFinding(
    'refused callbacks',
    'no record',
    got,
    left === 0 || 'hold what was refused',
  );
}

/**
 * Resolves to whether a callback left a record. If its uuid cannot be a key, the lookup uses its
 * session or user.
 */
async function hasRemains(source: SessionRecords, callback: Fields): Promise<boolean> {
  const { uuid, sessionId, userId } = callback;
  if (isKey(uuid)) return (await source.get(uuid)) !== undefined;
  if (isKey(sessionId)) return hasAny(source.bySession(sessionId));
  return isKey(userId) && hasAny(source.byUser(userId));
}

function isKey(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 256;
}

async function hasAny(list: AsyncIterable<unknown>): Promise<boolean> {
  for await (const _ of list) return true;
  return false;
}
