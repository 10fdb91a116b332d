import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { ListPageProps } from '../records/record-list.ts';
import type { SessionRecordReader } from '../records/session-record-reader.ts';
import { toCursor } from './cursor.ts';
import type { QueryOutcome } from './outcome.ts';

/** API Gateway's event for one record, after the chain has validated its uuid. */
export interface GetEvent extends APIGatewayProxyEvent {
  uuid: string;
}

/** API Gateway's event for a list, after the chain has validated its parameters. */
export interface ListEvent extends APIGatewayProxyEvent {
  list: ListPageProps;
}

/** Returns the use case that looks up a record by its uuid. */
export function recordLookup(reader: SessionRecordReader) {
  return async ({ uuid }: GetEvent): Promise<QueryOutcome> => {
    try {
      const record = await reader.get(uuid);
      if (record === undefined) return { name: 'notFound' };
      return record === 'erased' ? { name: 'erased' } : { name: 'found', record };
    } catch (cause) {
      return { name: 'unavailable', cause };
    }
  };
}

/** Returns the use case that lists a page of records, with a cursor unless it is the last page. */
export function recordListing(reader: SessionRecordReader) {
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
