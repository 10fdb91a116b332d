import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { withinBudget } from '../parts/within-budget.ts';
import type { SessionRecord } from './session-record.ts';

/**
 * What a write found: nothing under that uuid, the same content, other content (which it leaves
 * untouched), or the tombstone of a record that was erased (which it leaves untouched, too).
 */
export type WriteResult = 'recorded' | 'duplicate' | 'conflict' | 'erased';

/** Keeps session records, one for each uuid. */
export interface SessionRecordStore {
  /**
   * Makes the record durable, or finds that it is there already.
   *
   * @param options.isReplay whether the record arrived earlier than now: it does not change when the last delivery was
   * @throws whatever kept the table from taking the write in time; the write may have happened all the same.
   */
  write(record: SessionRecord, options?: { readonly isReplay: boolean }): Promise<WriteResult>;
}

export interface DynamoDbSessionRecordStoreProps {
  /** Its attempts must end by themselves: a write that takes too long is not waited for, but not stopped either. */
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** Milliseconds that a write may take, retries included. */
  readonly writeBudgetMs: number;
}

const assignments = {
  sessionId: 'sessionId = :sessionId',
  userId: 'userId = :userId',
  providerId: 'providerId = :providerId',
  secureLogin: 'secureLogin = :secureLogin',
  tokenSha256: 'tokenSha256 = :tokenSha256',
  fingerprint: 'fingerprint = :fingerprint',
  // A retransmission leaves the first arrival as it was.
  receivedAt: 'receivedAt = if_not_exists(receivedAt, :receivedAt)',
  sourceIp: 'sourceIp = if_not_exists(sourceIp, :sourceIp)',
  purgeAt: 'purgeAt = if_not_exists(purgeAt, :purgeAt)',
} satisfies Record<Exclude<keyof SessionRecord, 'uuid'>, string>;

const isNewOrSameContent =
  'attribute_not_exists(erasedAt) AND (attribute_not_exists(fingerprint) OR fingerprint = :fingerprint)';

/** Returns the store on a DynamoDB table. */
export function dynamoDbSessionRecordStore(props: DynamoDbSessionRecordStoreProps): SessionRecordStore {
  const { client, tableName, writeBudgetMs } = props;
  return {
    async write(record, { isReplay } = { isReplay: false }) {
      try {
        // Without the signal, with which the client would put its middlewares together anew for each write.
        const { Attributes: before } = await withinBudget(writeBudgetMs, () =>
          client.send(toUpdate(tableName, record, isReplay)),
        );
        return before === undefined ? 'recorded' : 'duplicate';
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return error.Item?.['erasedAt'] === undefined ? 'conflict' : 'erased';
      }
    },
  };
}

/**
 * The one write that decides: it inserts a new record, counts the retransmission of a stored one, and is refused for a uuid that
 * was stored with other content, or whose record was erased. It returns the attributes from before, of which a new record has none.
 */
function toUpdate(tableName: string, record: SessionRecord, isReplay: boolean): UpdateItemCommand {
  const values: Record<string, AttributeValue> = {
    ':lastReceivedAt': { S: record.receivedAt },
    ':one': { N: '1' },
  };
  const set = [
    isReplay
      ? 'lastReceivedAt = if_not_exists(lastReceivedAt, :lastReceivedAt)'
      : 'lastReceivedAt = :lastReceivedAt',
  ];
  for (const name of Object.keys(assignments) as (keyof typeof assignments)[]) {
    const value = record[name];
    if (value === undefined) continue;
    values[`:${name}`] = typeof value === 'number' ? { N: String(value) } : { S: value };
    set.push(assignments[name]);
  }
  return new UpdateItemCommand({
    TableName: tableName,
    Key: { uuid: { S: record.uuid } },
    ConditionExpression: isNewOrSameContent,
    UpdateExpression: `SET ${set.join(', ')} ADD deliveries :one`,
    ExpressionAttributeValues: values,
    ReturnValues: 'ALL_OLD',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
}
