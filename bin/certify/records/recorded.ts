import type { SessionRecordDetails } from '../../../lib/client/session-record.ts';
import type { Entry } from './ledger.ts';

/** A callback that was accepted, and the record that was made of it. */
export interface Recorded extends Entry {
  readonly record: SessionRecordDetails;
}
