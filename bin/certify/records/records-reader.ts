import { setTimeout as sleep } from 'node:timers/promises';
import type { SessionRecordDetails, SessionRecordRow } from '../../../lib/client/session-record.ts';
import type { SessionRecordsClient } from '../../../lib/client/session-records-client.ts';
import type { Pace } from '../../kit/pace.ts';

/** The records behind a query API. */
export type SessionRecords = Pick<SessionRecordsClient, 'get' | 'bySession' | 'byUser'>;

/** Reads records no faster than the pace allows. Each function resolves to what it found. */
export interface RecordsReader {
  get(uuid: string): Promise<SessionRecordDetails[]>;
  list(by: 'bySession' | 'byUser', value: string): Promise<SessionRecordRow[]>;
  /** Reads again while nothing is there, for a few seconds at most. */
  readonly patiently: Pick<RecordsReader, 'get' | 'list'>;
}

const tries = 10;
const pauseMs = 250;

/** Returns a reader. Tests give it a `wait` that takes no time. */
export function recordsReader(
  source: SessionRecords,
  { turn }: Pace,
  wait: (ms: number) => Promise<unknown> = sleep,
): RecordsReader {
  /** Lists are eventually consistent. A callback may also wait on a queue before it is recorded. */
  const untilFound = async <Found>(read: () => Promise<Found[]>): Promise<Found[]> => {
    for (let left = tries; ; left -= 1) {
      const found = await read();
      if (found.length > 0 || left === 1) return found;
      await wait(pauseMs);
    }
  };
  const get = async (uuid: string) => {
    await turn();
    const record = await source.get(uuid);
    return record === undefined ? [] : [record];
  };
  const list = async (by: 'bySession' | 'byUser', value: string) => {
    await turn();
    const rows: SessionRecordRow[] = [];
    for await (const row of source[by](value)) rows.push(row);
    return rows;
  };
  return {
    get,
    list,
    patiently: {
      get: (uuid) => untilFound(() => get(uuid)),
      list: (by, value) => untilFound(() => list(by, value)),
    },
  };
}
