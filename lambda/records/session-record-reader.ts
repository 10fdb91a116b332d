import type { SessionRecordDetails, SessionRecordRow } from '../../lib/client/session-record.ts';
import type { tableLayout } from './table-layout.ts';

/** The session records that a list holds, and their order. */
export interface RecordSelection {
  readonly index: keyof typeof tableLayout.indexes;
  /** The sessionId or userId, depending on the index. */
  readonly value: string;
  /** The earliest `receivedAt` of the list, inclusive, in the form that is stored. */
  readonly from?: string | undefined;
  /** The end of the list, exclusive: a `receivedAt` in the form that is stored. */
  readonly to?: string | undefined;
  /**
   * The order by `receivedAt`. Records of the same millisecond keep an order that DynamoDB chooses,
   * which never changes.
   */
  readonly order: 'newest' | 'oldest';
}

/**
 * The position of a session record in a list. Together with the selection's value, it is the full
 * key of an index.
 */
export interface RecordPosition {
  readonly receivedAt: string;
  readonly uuid: string;
}

/** The page to read: a list, the length of the page and where it starts. */
export interface ListPageProps {
  readonly selection: RecordSelection;
  /** How many rows a page holds. The last page may hold fewer. */
  readonly limit: number;
  /**
   * The last row of the page before.
   * @default - the first page
   */
  readonly after?: RecordPosition | undefined;
}

/** One page of a list. */
export interface Page {
  readonly rows: readonly SessionRecordRow[];
  /** Whether another row follows the last one. */
  readonly hasMore: boolean;
}

/**
 * Reads session records. It leaves out those that are past their retention but not yet deleted by
 * DynamoDB.
 */
export interface SessionRecordReader {
  /**
   * Resolves to the current record, strongly consistent, or to undefined. For an erased record it
   * resolves to `erased` as long as DynamoDB keeps its tombstone.
   *
   * @throws the error that kept the table from answering in time
   */
  get(uuid: string): Promise<SessionRecordDetails | 'erased' | undefined>;
  /**
   * Resolves to a page of a list. Reading all pages gives every record that was listed at the start
   * exactly once, even if others are written meanwhile. A record never moves within its list. Lists
   * are eventually consistent: a record may take a moment to appear.
   *
   * @throws the error that kept the table from answering in time
   */
  list(props: ListPageProps): Promise<Page>;
  /**
   * Opens the connection and resolves the credentials, so that the first read need not. Never
   * rejects.
   *
   * @param budgetMs milliseconds that the warm-up may take
   */
  warmUp(budgetMs: number): Promise<void>;
}
