import type { SessionRecordRow } from '../records/session-record-row.ts';

/**
 * One page of a list, as it is answered.
 *
 * Imports nothing but the row, since the client's type declarations are made of it.
 */
export interface RecordList {
  readonly records: readonly SessionRecordRow[];
  /** Leads to the next page of the same list; absent on the last page. */
  readonly nextCursor?: string | undefined;
}
