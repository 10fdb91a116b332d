import pMap from 'p-map';
import {
  sessionRecordDetailsSchema,
  sessionRecordRowSchema,
} from '../../lambda/records/session-record.ts';
import type { SessionRecordDetails, SessionRecordRow } from '../../lib/client/index.ts';
import type { GetCommand, ListCommand } from './arguments.ts';
import { type OpenRecords, openRecords } from './open-records.ts';
import type { Result } from './result.ts';

/** The fields of a record in a list. */
export const rowFields = Object.keys(sessionRecordRowSchema.entries);

/** The fields of a whole record. */
export const recordFields = Object.keys(sessionRecordDetailsSchema.entries);

/** Looks up the record of a uuid. */
export async function getRecord({ api, uuid }: GetCommand): Promise<Result> {
  const { lookUp } = await openRecords(api);
  const record = await lookUp(uuid);
  if (typeof record === 'object')
    return { columns: recordFields, rows: [{ ...record }], notes: [], status: 0 };
  const note = record === 'erased' ? 'the record was erased' : 'there is no record with this uuid';
  return { columns: recordFields, rows: [], notes: [note], status: 1 };
}

/** Lists the records of a user or a session. With `--details` the records are whole. */
export async function listRecords(command: ListCommand): Promise<Result> {
  const records = await openRecords(command.api);
  const listed = await collect(records, command);
  const rows = command.isDetailed ? await detail(records, listed) : listed;
  return {
    columns: command.isDetailed ? recordFields : rowFields,
    rows: rows.map((row) => ({ ...row })),
    notes: rows.length === 0 ? ['there is no such record'] : [],
    status: 0,
  };
}

async function collect({ client }: OpenRecords, command: ListCommand): Promise<SessionRecordRow[]> {
  const { owner, from, to, order } = command;
  const options = { from, to, order };
  const list =
    'userId' in owner
      ? client.byUser(owner.userId, options)
      : client.bySession(owner.sessionId, options);
  const rows: SessionRecordRow[] = [];
  for await (const row of list) rows.push(row);
  return rows;
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
