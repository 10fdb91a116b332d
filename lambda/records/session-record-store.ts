import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { withinBudget } from '../shared/within-budget.ts';
import { compared, firstWritten, maxDeliveries, type SessionRecord } from './session-record.ts';
import { isTombstoneOf } from './tombstone.ts';

/**
 * The result of a write, by what the table held under the uuid:
 *
 * - `recorded`: nothing, or this same delivery. The record is stored.
 * - `duplicate`: the same content from another delivery. The write counted this one.
 * - `conflict`: other content, or the tombstone of other content. It stays as it is.
 * - `erased`: the tombstone of the same content, which stays as it is.
 */
export type WriteResult =
  | { readonly name: 'recorded' | 'duplicate' | 'erased' }
  | {
      readonly name: 'conflict';
      /** Names of the fields that differ, never a value. Absent if the record was erased. */
      readonly differingFields?: readonly string[] | undefined;
    };

/** Keeps session records, one for each uuid. */
export interface SessionRecordStore {
  /**
   * Makes the record durable, or finds it already stored. A delivery counts once, however often it
   * is written: by the SDK's retries, by a replay, or by a message that comes twice.
   *
   * @param options.isReplay whether the record arrived some time ago: it then leaves the time of
   * the last delivery unchanged
   * @throws the error that kept the table from confirming in time; the record may be stored all the
   * same
   */
  write(record: SessionRecord, options?: { readonly isReplay: boolean }): Promise<WriteResult>;
}

export interface DynamoDbSessionRecordStoreProps {
  /**
   * The client. Its attempts must end by themselves: the store does not wait for a slow write, but
   * does not stop it either.
   */
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** Milliseconds that a write may take, including retries. */
  readonly writeBudgetMs: number;
}

type Item = Record<string, AttributeValue>;

/**
 * The condition of every write. Equal fingerprints prove equal content, down to which optional
 * fields were sent. A tombstone has a uuid and no fingerprint, so no write passes it. AND binds
 * before OR.
 */
const isNewOrSame = {
  ConditionExpression:
    'attribute_not_exists(#uuid) OR fingerprint = :fingerprint AND size(requestIds) < :most',
  // DynamoDB reserves the bare word.
  ExpressionAttributeNames: { '#uuid': 'uuid' },
};

/** Returns the store on a DynamoDB table. */
export function dynamoDbSessionRecordStore(
  props: DynamoDbSessionRecordStoreProps,
): SessionRecordStore {
  const { client, tableName, writeBudgetMs } = props;

  const write = async (record: SessionRecord, isReplay: boolean): Promise<WriteResult> => {
    // No signal is passed. With one, the client would rebuild its middleware stack for each write.
    const { Attributes: stored } = await withinBudget(writeBudgetMs, () =>
      client.send(toUpdate(tableName, record, isReplay)),
    );
    return toResult(record, stored);
  };

  return {
    async write(record, { isReplay } = { isReplay: false }) {
      try {
        return await write(record, isReplay);
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return toRefusal(record, error);
      }
    },
  };
}

/**
 * Returns the one write that decides the result. It inserts a new record, or adds the delivery to
 * those of a stored one. Adding to a set twice changes nothing. DynamoDB refuses the write if the
 * uuid was stored with other content, or its record was erased. The write returns the record as
 * stored, which proves that it happened.
 */
function toUpdate(tableName: string, record: SessionRecord, isReplay: boolean): UpdateItemCommand {
  const values: Item = {
    ':lastReceivedAt': { S: record.receivedAt },
    ':requestIds': { SS: [record.requestId] },
    ':most': { N: String(maxDeliveries) },
  };
  const set = [
    isReplay
      ? 'lastReceivedAt = if_not_exists(lastReceivedAt, :lastReceivedAt)'
      : 'lastReceivedAt = :lastReceivedAt',
  ];
  for (const name of firstWritten) {
    const value = record[name];
    if (value === undefined) continue;
    values[`:${name}`] = typeof value === 'number' ? { N: String(value) } : { S: value };
    set.push(`${name} = if_not_exists(${name}, :${name})`);
  }
  return new UpdateItemCommand({
    TableName: tableName,
    Key: { uuid: { S: record.uuid } },
    ...isNewOrSame,
    UpdateExpression: `SET ${set.join(', ')} ADD requestIds :requestIds`,
    ExpressionAttributeValues: values,
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
}

/** Returns the result that an answer proves. It must show this content and this delivery. */
function toResult(record: SessionRecord, stored: Item | undefined): WriteResult {
  const requestIds = stored?.['requestIds']?.SS ?? [];
  if (!isSame(record, stored) || !requestIds.includes(record.requestId)) throw notConfirmed();
  return { name: requestIds.length === 1 ? 'recorded' : 'duplicate' };
}

/**
 * Returns the result that a refusal proves. The item that it shows must be of this uuid, and must
 * be a reason to refuse: other content, a tombstone, or this content with all its deliveries.
 */
function toRefusal(record: SessionRecord, error: ConditionalCheckFailedException): WriteResult {
  const { Item: item = {} } = error;
  if (item['uuid']?.S !== record.uuid) throw notConfirmed(error);
  const isErased = isTombstoneOf(record, item);
  if (isErased !== undefined) return { name: isErased ? 'erased' : 'conflict' };
  if (item['fingerprint']?.S === undefined) throw notConfirmed(error);
  if (!isSame(record, item)) {
    const differingFields = compared.filter((name) => record[name] !== item[name]?.S);
    return { name: 'conflict', differingFields };
  }
  if ((item['requestIds']?.SS ?? []).length < maxDeliveries) throw notConfirmed(error);
  return { name: 'duplicate' };
}

function isSame({ uuid, fingerprint }: SessionRecord, item: Item | undefined): boolean {
  return item?.['uuid']?.S === uuid && item['fingerprint']?.S === fingerprint;
}

function notConfirmed(cause?: Error): Error {
  return new Error('the table did not confirm the write', { cause });
}
