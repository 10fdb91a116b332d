import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
} from '@aws-sdk/client-dynamodb';
import { tableLayout } from './table-layout.ts';
import { toTombstone } from './tombstone.ts';

/** The part of a record that its erasure needs. */
export interface ErasableRecord {
  readonly uuid: string;
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
   * Replaces the record by its tombstone: uuid, `purgeAt`, `erasedAt` and the first digits of the
   * fingerprint, in no index.
   *
   * @returns false if the user has no record with this uuid, or if it is already erased
   */
  erase(userId: string, record: ErasableRecord): Promise<boolean>;
}

export interface DynamoDbSessionRecordEraserProps {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

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
        for (const { uuid } of Items) yield { uuid: uuid?.S ?? '' };
      }
    },

    async erase(userId, { uuid }) {
      const Key = { uuid: { S: uuid } };
      const read = new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true });
      const { Item: stored = {} } = await client.send(read);
      const { fingerprint } = stored;
      if (fingerprint === undefined) return false;
      const put = new PutItemCommand({
        TableName: tableName,
        Item: toTombstone(stored, Date.now()),
        // Replaces only what was read, and only if it is this user's.
        ConditionExpression: 'userId = :userId AND fingerprint = :fingerprint',
        ExpressionAttributeValues: { ':userId': { S: userId }, ':fingerprint': fingerprint },
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
