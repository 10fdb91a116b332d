import type { RecordList, SessionRecordDetails } from '../../lib/client/session-record.ts';

/** What became of a query. The names are the ones that logs and documents use. */
export type QueryOutcome =
  | { readonly name: 'found'; readonly record: SessionRecordDetails }
  | { readonly name: 'listed'; readonly list: RecordList }
  | { readonly name: 'notFound' }
  /** The record was erased at somebody's request; its tombstone is still kept. */
  | { readonly name: 'erased' }
  /** The caller's mistake; each problem names a parameter and what is accepted, and never quotes a value. */
  | { readonly name: 'invalid'; readonly problems: readonly string[] }
  /** The table did not answer in time. */
  | { readonly name: 'unavailable'; readonly cause: unknown }
  /** A defect of ours. */
  | { readonly name: 'failed'; readonly cause: unknown };

export type QueryOutcomeName = QueryOutcome['name'];

interface QueryOutcomeTraits {
  readonly status: number;
  /** The status's name, where it is a problem's. */
  readonly title?: string;
  /** What a problem's body says; that of `invalid` is its problems. */
  readonly detail?: string;
  readonly level: 'info' | 'warn' | 'error';
}

/** What each outcome is answered and logged as: the one table of them. An outcome that is not in it does not compile. */
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
