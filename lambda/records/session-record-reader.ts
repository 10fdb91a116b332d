import type { SessionRecordDetails, SessionRecordRow } from '../../lib/client/session-record.ts';
import type { tableLayout } from './table-layout.ts';

/** Which session records a list holds, and in which order. */
export interface RecordSelection {
  readonly index: keyof typeof tableLayout.indexes;
  /** The sessionId or userId, as the index says. */
  readonly value: string;
  /** The earliest `receivedAt`, as it is stored. */
  readonly from?: string | undefined;
  /** The `receivedAt`, as it is stored, before which the last record arrived. */
  readonly to?: string | undefined;
  /** By `receivedAt`; records that arrived in the same millisecond stand in an order of the table's own, always the same. */
  readonly order: 'newest' | 'oldest';
}

/** Where a session record stands in a list: with the selection's own value, the whole key of an index. */
export interface RecordPosition {
  readonly receivedAt: string;
  readonly uuid: string;
}

export interface ListPageProps {
  readonly selection: RecordSelection;
  /** How many rows a page holds, but for the last one. */
  readonly limit: number;
  /**
   * The last row of the page before.
   * @default - the first page
   */
  readonly after?: RecordPosition | undefined;
}

export interface Page {
  readonly rows: readonly SessionRecordRow[];
  /** Whether a row follows the last one. */
  readonly hasMore: boolean;
}

/** Reads session records, but for those past their retention that the table has not deleted yet. */
export interface SessionRecordReader {
  /**
   * Resolves to the record as it is now, strongly consistent, or to undefined. A record that was
   * erased is `erased` for as long as its tombstone is kept.
   *
   * @throws whatever kept the table from answering in time
   */
  get(uuid: string): Promise<SessionRecordDetails | 'erased' | undefined>;
  /**
   * Resolves to a page of a list. Following pages to the end gives every record that was listed at the start exactly once, whatever
   * is written meanwhile, since a record never moves within its list. Lists are eventually consistent: a record may take a moment
   * to be listed.
   *
   * @throws whatever kept the table from answering in time
   */
  list(props: ListPageProps): Promise<Page>;
  /**
   * Opens the connection and resolves the credentials, so that the first read pays for neither. Never rejects.
   *
   * @param budgetMs milliseconds that it may take
   */
  warmUp(budgetMs: number): Promise<void>;
}
