import type { SessionRecordReader } from '../records/session-record-reader.ts';
import type { GetEvent } from './get-event.ts';
import type { QueryOutcome } from './outcome.ts';

/** Returns the use case: look a record up by its uuid. */
export function getRecord(reader: SessionRecordReader) {
  return async ({ uuid }: GetEvent): Promise<QueryOutcome> => {
    try {
      const record = await reader.get(uuid);
      return record === undefined ? { name: 'notFound' } : { name: 'found', record };
    } catch (cause) {
      return { name: 'unavailable', cause };
    }
  };
}
