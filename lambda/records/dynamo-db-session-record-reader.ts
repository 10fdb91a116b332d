import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import type { SessionRecordRow } from '../../lib/client/session-record.ts';
import { withinBudget } from '../shared/within-budget.ts';
import { withoutSecureLogin } from './session-record.ts';
import type {
  RecordPosition,
  RecordSelection,
  SessionRecordReader,
} from './session-record-reader.ts';
import { sessionRecordDetailsSchema, sessionRecordRowSchema } from './session-record-schemas.ts';
import { tableLayout } from './table-layout.ts';
import { warmUpTable } from './warm-up-table.ts';

export interface DynamoDbSessionRecordReaderProps {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** Milliseconds that a read may take, including retries and further requests. */
  readonly readBudgetMs: number;
}

type Item = Record<string, AttributeValue>;

/** The first and the last moment that ISO 8601 writes with a year of four digits. */
const earliest = '0000-01-01T00:00:00.000Z';
const latest = '9999-12-31T23:59:59.999Z';

/**
 * How many items each further request examines, once a page was found to hold records past their
 * retention.
 */
const furtherItems = 1_000;

/** Returns the reader of a DynamoDB table. */
export function dynamoDbSessionRecordReader(
  props: DynamoDbSessionRecordReaderProps,
): SessionRecordReader {
  const { client, tableName, readBudgetMs } = props;

  return {
    async get(uuid) {
      const read = new GetItemCommand({
        TableName: tableName,
        Key: { [tableLayout.partitionKey]: { S: uuid } },
        ConsistentRead: true,
      });
      const { Item } = await withinBudget(readBudgetMs, (abortSignal) =>
        client.send(read, { abortSignal }),
      );
      if (Item === undefined || isPastRetention(Item)) return undefined;
      if (Item['erasedAt'] !== undefined) return 'erased';
      const record = v.parse(sessionRecordDetailsSchema, withoutSecureLogin(toPlain(Item)));
      const { receivedAt, lastReceivedAt } = record;
      // An overtaken delivery may set the last arrival before the first, until the store corrects
      // it.
      return lastReceivedAt < receivedAt ? { ...record, lastReceivedAt: receivedAt } : record;
    },

    /**
     * DynamoDB filters after it has examined `Limit` items. A request may therefore return few
     * items, or none, and still not be the last. The loop asks again until it has one row more than
     * the page holds. Only that row proves that another page follows.
     */
    async list({ selection, limit, after }) {
      if (isEmptyRange(selection)) return { rows: [], hasMore: false };
      const query = toQuery(tableName, selection);
      const rows: SessionRecordRow[] = [];
      await withinBudget(readBudgetMs, async (abortSignal) => {
        let Limit = limit + 1;
        let ExclusiveStartKey = after && toKey(selection, after);
        do {
          const read = new QueryCommand({ ...query, Limit, ExclusiveStartKey });
          const { Items = [], LastEvaluatedKey } = await client.send(read, { abortSignal });
          rows.push(...Items.map((item) => v.parse(sessionRecordRowSchema, toPlain(item))));
          ExclusiveStartKey = LastEvaluatedKey;
          Limit = furtherItems;
        } while (ExclusiveStartKey !== undefined && rows.length <= limit);
      });
      return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
    },

    warmUp: (budgetMs) => warmUpTable({ client, tableName, budgetMs }),
  };
}

function toQuery(
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

/** DynamoDB refuses a range that ends before it starts. */
function isEmptyRange({ from = earliest, to = latest }: RecordSelection): boolean {
  return from >= to;
}

/**
 * BETWEEN includes both its ends. Stored moments are in whole milliseconds, so the end is one
 * millisecond earlier.
 */
function momentBefore(to: string): string {
  return new Date(Date.parse(to) - 1).toISOString();
}

function toKey({ index, value }: RecordSelection, { receivedAt, uuid }: RecordPosition): Item {
  const { partitionKey, sortKey } = tableLayout.indexes[index];
  return {
    [partitionKey]: { S: value },
    [sortKey]: { S: receivedAt },
    [tableLayout.partitionKey]: { S: uuid },
  };
}

function isPastRetention(item: Item): boolean {
  return Number(item[tableLayout.timeToLiveAttribute]?.N) <= nowInSeconds();
}

function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** Converts an item. A record holds only texts and numbers. */
function toPlain(item: Item): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, value.S ?? Number(value.N)]),
  );
}
