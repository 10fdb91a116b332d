import pMap from 'p-map';
import {
  sessionRecordDetailsSchema,
  sessionRecordRowSchema,
} from '../../lambda/records/session-record.ts';
import type {
  ListOptions,
  SessionRecordDetails,
  SessionRecordRow,
} from '../../lib/client/index.ts';
import { type OpenRecords, openRecords, type Place } from './open-records.ts';
import type { Result } from './result.ts';

/** The fields of a record in a list. */
export const rowFields = Object.keys(sessionRecordRowSchema.entries);

/** The fields of a whole record. */
export const recordFields = Object.keys(sessionRecordDetailsSchema.entries);

/** Whose records a list has. */
export type Owner = { readonly userId: string } | { readonly sessionId: string };

/** Looks up the record of a uuid. */
export async function getRecord(api: Place, uuid: string): Promise<Result> {
  const { lookUp } = await openRecords(api);
  const record = await lookUp(uuid);
  if (typeof record === 'object')
    return { columns: recordFields, rows: [{ ...record }], notes: [], status: 0 };
  const note = record === 'erased' ? 'the record was erased' : 'there is no record with this uuid';
  return { columns: recordFields, rows: [], notes: [note], status: 1 };
}

/** Lists the records of a user or a session. If `isDetailed`, the records are whole. */
export async function listRecords(
  api: Place,
  owner: Owner,
  { from, to, order }: ListOptions,
  isDetailed: boolean,
): Promise<Result> {
  const records = await openRecords(api);
  const { client } = records;
  const listed: SessionRecordRow[] = [];
  const list =
    'userId' in owner
      ? client.byUser(owner.userId, { from, to, order })
      : client.bySession(owner.sessionId, { from, to, order });
  for await (const row of list) listed.push(row);
  const rows = isDetailed ? await detail(records, listed) : listed;
  return {
    columns: isDetailed ? recordFields : rowFields,
    rows: rows.map((row) => ({ ...row })),
    notes: rows.length === 0 ? ['there is no such record'] : [],
    status: 0,
  };
}

/**
 * Looks up the whole records. Records that were purged or erased since the listing are left out.
 */
async function detail(
  { lookUp }: OpenRecords,
  rows: readonly SessionRecordRow[],
): Promise<SessionRecordDetails[]> {
  const records = await pMap(rows, ({ uuid }) => lookUp(uuid), { concurrency: 10 });
  return records.filter((record) => typeof record === 'object');
}
