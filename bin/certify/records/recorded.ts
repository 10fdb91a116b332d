import type { Entry } from './ledger.ts';
import type { StoredRecord } from './session-records.ts';

/** A callback that was accepted, and the record that was made of it. */
export interface Recorded extends Entry {
  readonly record: StoredRecord;
}
