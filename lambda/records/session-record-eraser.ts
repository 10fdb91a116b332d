import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  paginateQuery,
} from '@aws-sdk/client-dynamodb';
import { tableLayout } from './table-layout.ts';

/** The part of a record that its erasure needs. */
export interface ErasableRecord {
  readonly uuid: string;
  /** When DynamoDB may delete the record: seconds since the epoch. */
  readonly purgeAt: number;
}

/**
 * Erases session records. Each becomes a tombstone, which keeps its uuid from being stored again.
 */
export interface SessionRecordEraser {
  /**
   * Iterates over a user's records, including those past their retention. Eventually consistent.
   */
  listByUser(userId: string): AsyncIterable<ErasableRecord>;
  /**
   * Replaces the record by its tombstone: uuid, `purgeAt` and `erasedAt`, in no index.
   *
   * @returns false if the user has no record with this uuid, or if it is already erased
   */
  erase(userId: string, record: ErasableRecord): Promise<boolean>;
}

export interface DynamoDbSessionRecordEraserProps {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

/**
 * The shortest life of a tombstone, in seconds. A message may wait 14 days on the overflow queue,
 * 14 days as a dead letter, and 14 days on the queue again after a redrive.
 */
const minTombstoneSeconds = 42 * 24 * 60 * 60;

/** Returns the eraser of a DynamoDB table. */
export function dynamoDbSessionRecordEraser(
  props: DynamoDbSessionRecordEraserProps,
): SessionRecordEraser {
  const { client, tableName } = props;
  return {
    async *listByUser(userId) {
      const pages = paginateQuery(
        { client },
        {
          TableName: tableName,
          IndexName: 'byUser' satisfies keyof typeof tableLayout.indexes,
          KeyConditionExpression: `${tableLayout.indexes.byUser.partitionKey} = :userId`,
          ExpressionAttributeValues: { ':userId': { S: userId } },
        },
      );
      for await (const { Items = [] } of pages) {
        for (const { uuid, purgeAt } of Items)
          yield { uuid: uuid?.S ?? '', purgeAt: Number(purgeAt?.N) };
      }
    },

    async erase(userId, record) {
      const put = new PutItemCommand({
        TableName: tableName,
        Item: toTombstone(record, Date.now()),
        // Replaces only a record of this user. A tombstone has no userId.
        ConditionExpression: 'userId = :userId',
        ExpressionAttributeValues: { ':userId': { S: userId } },
      });
      try {
        await client.send(put);
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}

function toTombstone(
  { uuid, purgeAt }: ErasableRecord,
  nowMs: number,
): Record<string, AttributeValue> {
  const shortest = Math.ceil(nowMs / 1000) + minTombstoneSeconds;
  return {
    uuid: { S: uuid },
    purgeAt: { N: String(Math.max(purgeAt, shortest)) },
    erasedAt: { S: new Date(nowMs).toISOString() },
  };
}
