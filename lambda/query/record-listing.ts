import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { ListPageProps, SessionRecordReader } from '../records/session-record-reader.ts';
import { toCursor } from './cursor.ts';
import type { QueryOutcome } from './outcome.ts';

/** API Gateway's event for a list, after the chain has validated its parameters. */
export interface ListEvent extends APIGatewayProxyEvent {
  list: ListPageProps;
}

/**
 * Returns the use case. It lists a page of records, with a cursor unless the page is the last one.
 */
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
