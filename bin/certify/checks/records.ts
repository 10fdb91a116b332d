import type { Bench } from '../bench.ts';
import type { Finding } from '../finding.ts';
import type { Group } from '../group.ts';
import { inParallel } from '../in-parallel.ts';
import { checkContent } from '../records/check-content.ts';
import { checkLists, checkStorm } from '../records/check-lists.ts';
import { findRemains } from '../records/find-remains.ts';
import { type Entry, type Ledger, ledger } from '../records/ledger.ts';
import { recordFinding } from '../records/record-finding.ts';
import type { Recorded } from '../records/recorded.ts';
import type { SessionRecords } from '../records/session-records.ts';
import { whenThere } from '../records/when-there.ts';

const atOnce = 10;

/** What the callbacks of the whole run left behind, as the query API shows it. */
export const records: Group = {
  name: 'records',
  async check(bench) {
    if (bench.records === undefined) return [];
    try {
      return await checkRecords(bench, bench.records);
    } catch (error) {
      const got = bench.concealer.conceal(error instanceof Error ? error.message : 'it failed');
      return [recordFinding('the query API', 'the records', got, 'cannot be read')];
    }
  },
};

async function checkRecords(bench: Bench, source: SessionRecords): Promise<Finding[]> {
  const { entries, refused } = ledger(bench.exchanges);
  const found = await inParallel(atOnce, entries, (entry) => whenThere(() => find(source, entry)));
  const recorded = found.flat();
  const got = `${recorded.length} of ${entries.length}`;
  const isComplete = recorded.length === entries.length;
  return [
    recordFinding('callbacks answered 0', 'a record of each', got, isComplete || 'are incomplete'),
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
  const remains = await inParallel(atOnce, refused, (callback) => findRemains(source, callback));
  const left = remains.filter(Boolean).length;
  const got = `${left} of ${remains.length} recorded`;
  return recordFinding('refused callbacks', 'no record', got, left === 0 || 'hold what was refused');
}
