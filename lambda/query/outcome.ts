import type { SessionRecordDetails } from '../records/session-record-details.ts';
import type { RecordList } from './record-list.ts';

/** What became of a query. The names are the ones that logs and documents use. */
export type QueryOutcome =
  | { readonly name: 'found'; readonly record: SessionRecordDetails }
  | { readonly name: 'listed'; readonly list: RecordList }
  | { readonly name: 'notFound' }
  /** The caller's mistake; each problem names a parameter and what is accepted, and never quotes a value. */
  | { readonly name: 'invalid'; readonly problems: readonly string[] }
  /** The table did not answer in time. */
  | { readonly name: 'unavailable'; readonly cause: unknown }
  /** A defect of ours. */
  | { readonly name: 'failed'; readonly cause: unknown };

export type QueryOutcomeName = QueryOutcome['name'];
