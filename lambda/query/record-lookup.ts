import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { SessionRecordReader } from '../records/session-record-reader.ts';
import type { QueryOutcome } from './outcome.ts';

/** API Gateway's event for one record, after the chain has validated its uuid. */
export interface GetEvent extends APIGatewayProxyEvent {
  uuid: string;
}

/** Returns the use case. It looks up a record by its uuid. */
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
