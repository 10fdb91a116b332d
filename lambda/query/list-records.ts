import type { SessionRecordReader } from '../records/session-record-reader.ts';
import { toCursor } from './cursor.ts';
import type { ListEvent } from './list-event.ts';
import type { QueryOutcome } from './outcome.ts';

/** Returns the use case: list a page of records, with a cursor unless it is the last one. */
export function listRecords(reader: SessionRecordReader) {
  return async ({ list }: ListEvent): Promise<QueryOutcome> => {
    try {
      const { rows, hasMore } = await reader.list(list);
      const last = rows.at(-1);
      const nextCursor = hasMore && last !== undefined ? toCursor(list.selection, last) : undefined;
      return { name: 'listed', list: { records: rows, nextCursor } };
    } catch (cause) {
      return { name: 'unavailable', cause };
    }
  };
}
