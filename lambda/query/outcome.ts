import type { SessionRecordDetails, SessionRecordRow } from '../records/session-record.ts';

/** One page of a list, as the query API returns it. */
export interface RecordList {
  readonly records: readonly SessionRecordRow[];
  /** The cursor of the next page of the same list. Absent on the last page. */
  readonly nextCursor?: string | undefined;
}

/** The outcome of a query. Logs and documents use the same names. */
export type QueryOutcome =
  | { readonly name: 'found'; readonly record: SessionRecordDetails }
  | { readonly name: 'listed'; readonly list: RecordList }
  | { readonly name: 'notFound' }
  /** The record was erased on request, and its tombstone is still kept. */
  | { readonly name: 'erased' }
  /**
   * The caller made a mistake. Each problem names a parameter and what is accepted, and never
   * quotes a value.
   */
  | { readonly name: 'invalid'; readonly problems: readonly string[] }
  /** The table did not answer in time. */
  | { readonly name: 'unavailable'; readonly cause: unknown }
  /** A defect in this service. */
  | { readonly name: 'failed'; readonly cause: unknown };

/** The name of an outcome. */
export type QueryOutcomeName = QueryOutcome['name'];

interface QueryOutcomeTraits {
  readonly status: number;
  /** The name of the status, for a problem. */
  readonly title?: string;
  /** The problem's `detail`. For `invalid`, the answer lists the problems instead. */
  readonly detail?: string;
  readonly level: 'info' | 'warn' | 'error';
}

/**
 * The answer and the log level of each outcome. An outcome that is missing here does not compile.
 */
export const queryOutcomes: Readonly<Record<QueryOutcomeName, QueryOutcomeTraits>> = {
  found: { status: 200, level: 'info' },
  listed: { status: 200, level: 'info' },
  notFound: {
    status: 404,
    title: 'Not Found',
    detail: 'there is no session record with this uuid',
    level: 'info',
  },
  erased: {
    status: 410,
    title: 'Gone',
    detail: 'the session record with this uuid was erased',
    level: 'info',
  },
  invalid: { status: 400, title: 'Bad Request', level: 'warn' },
  unavailable: {
    status: 503,
    title: 'Service Unavailable',
    detail: 'the table did not answer in time, please retry',
    level: 'error',
  },
  failed: {
    status: 500,
    title: 'Internal Server Error',
    detail: 'an unexpected error, which was logged',
    level: 'error',
  },
};
