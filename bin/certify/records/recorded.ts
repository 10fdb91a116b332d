import type { SessionRecordDetails } from '../../../lambda/records/session-record-details.ts';
import type { Entry } from './ledger.ts';

/** A callback that was accepted, and the record that was made of it. */
export interface Recorded extends Entry {
  readonly record: SessionRecordDetails;
}
