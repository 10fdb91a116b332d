import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { withinBudget } from '../shared/within-budget.ts';
import {
  isEmptyRange,
  type ListPageProps,
  nowInSeconds,
  type Page,
  toKey,
  toQuery,
} from './record-list.ts';
import {
  type SessionRecordDetails,
  type SessionRecordRow,
  sessionRecordDetailsSchema,
  sessionRecordRowSchema,
} from './session-record.ts';
import { tableLayout } from './table-layout.ts';

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
}

export interface DynamoDbSessionRecordReaderProps {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** Milliseconds that a read may take, including retries and further requests. */
  readonly readBudgetMs: number;
}

type Item = Record<string, AttributeValue>;

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
      const deliveries = Item['requestIds']?.SS?.length;
      const record = v.parse(sessionRecordDetailsSchema, { ...toPlain(Item), deliveries });
      const { receivedAt, lastReceivedAt } = record;
      // The delivery that is written last may have arrived before the one that was written first.
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
  };
}

function isPastRetention(item: Item): boolean {
  return Number(item[tableLayout.timeToLiveAttribute]?.N) <= nowInSeconds();
}

/** Converts an item's texts and numbers. */
function toPlain(item: Item): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, value.S ?? Number(value.N)]),
  );
}
