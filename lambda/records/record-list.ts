import type { AttributeValue, QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { SessionRecordRow } from './session-record.ts';
import { tableLayout } from './table-layout.ts';

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
export type RecordPosition = Pick<SessionRecordRow, 'receivedAt' | 'uuid'>;

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

/** The first and the last moment that ISO 8601 writes with a year of four digits. */
const earliest = '0000-01-01T00:00:00.000Z';
const latest = '9999-12-31T23:59:59.999Z';

/** Returns whether the range ends before it starts, which DynamoDB refuses. */
export function isEmptyRange({ from = earliest, to = latest }: RecordSelection): boolean {
  return from >= to;
}

/** Returns the query for the records that are within their retention. */
export function toQuery(
  tableName: string,
  { index, value, from, to, order }: RecordSelection,
): QueryCommandInput {
  const { partitionKey, sortKey } = tableLayout.indexes[index];
  return {
    TableName: tableName,
    IndexName: index,
    KeyConditionExpression: `${partitionKey} = :value AND ${sortKey} BETWEEN :from AND :until`,
    FilterExpression: `${tableLayout.timeToLiveAttribute} > :now`,
    ExpressionAttributeValues: {
      ':value': { S: value },
      ':from': { S: from ?? earliest },
      ':until': { S: to === undefined ? latest : momentBefore(to) },
      ':now': { N: String(nowInSeconds()) },
    },
    ScanIndexForward: order === 'oldest',
  };
}

/** Returns the key of a record's position in the index of a list. */
export function toKey(
  { index, value }: RecordSelection,
  { receivedAt, uuid }: RecordPosition,
): Record<string, AttributeValue> {
  const { partitionKey, sortKey } = tableLayout.indexes[index];
  return {
    [partitionKey]: { S: value },
    [sortKey]: { S: receivedAt },
    [tableLayout.partitionKey]: { S: uuid },
  };
}

/** Returns the time in which `purgeAt` is counted. */
export function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/**
 * BETWEEN includes both its ends. Stored moments are in whole milliseconds, so the end is one
 * millisecond earlier.
 */
function momentBefore(to: string): string {
  return new Date(Date.parse(to) - 1).toISOString();
}
