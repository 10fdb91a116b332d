import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { withinBudget } from '../shared/within-budget.ts';
import { compared, firstWritten, type SessionRecord } from './session-record.ts';

/**
 * The result of a write, by what the table held under the uuid:
 *
 * - `recorded`: nothing. The write stored the record.
 * - `duplicate`: the same content. The write counted the delivery.
 * - `conflict`: other content, which the write leaves untouched.
 * - `erased`: the tombstone of an erased record, which the write leaves untouched.
 */
export type WriteResult =
  | { readonly name: 'recorded' | 'duplicate' | 'erased' }
  | {
      readonly name: 'conflict';
      /**
       * Names of the fields that differ, never a value. Absent if DynamoDB does not return the
       * stored record.
       */
      readonly differingFields?: readonly string[] | undefined;
    };

/** Keeps session records, one for each uuid. */
export interface SessionRecordStore {
  /**
   * Makes the record durable, or finds it already stored.
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

/** Milliseconds that the correction of a last arrival may take, after the write's own budget. */
const correctionBudgetMs = 300;

/**
 * The condition of every write. Equal fingerprints prove equal content, down to which optional
 * fields were sent. A tombstone has a uuid and no fingerprint, so no write passes it.
 */
const isNewOrSame = {
  ConditionExpression: 'attribute_not_exists(#uuid) OR fingerprint = :fingerprint',
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
    const result = toResult(record, stored);
    const isOvertaken = !isReplay && (stored?.['receivedAt']?.S ?? '') > record.receivedAt;
    if (isOvertaken) await correct(record);
    return result;
  };

  /** Never rejects: the record is durable, and the reader never shows the earlier moment. */
  const correct = (record: SessionRecord): Promise<unknown> =>
    withinBudget(correctionBudgetMs, () => client.send(toCorrection(tableName, record))).catch(
      () => {},
    );

  return {
    async write(record, { isReplay } = { isReplay: false }) {
      try {
        return await write(record, isReplay);
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return toRefusal(record, error.Item);
      }
    },
  };
}

/**
 * Returns the one write that decides the result. It inserts a new record or counts the
 * retransmission of a stored one. DynamoDB refuses it if the uuid was stored with other content, or
 * its record was erased. The write returns the record as stored, which proves that it happened.
 */
function toUpdate(tableName: string, record: SessionRecord, isReplay: boolean): UpdateItemCommand {
  const values: Item = { ':lastReceivedAt': { S: record.receivedAt }, ':one': { N: '1' } };
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
    UpdateExpression: `SET ${set.join(', ')} ADD deliveries :one`,
    ExpressionAttributeValues: values,
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
}

/**
 * Returns the correction for an overtaken delivery. It arrived before the stored one but was
 * written after it. Without the correction, the last arrival would lie before the first.
 */
function toCorrection(tableName: string, { uuid }: SessionRecord): UpdateItemCommand {
  return new UpdateItemCommand({
    TableName: tableName,
    Key: { uuid: { S: uuid } },
    ConditionExpression: 'lastReceivedAt < receivedAt',
    UpdateExpression: 'SET lastReceivedAt = receivedAt',
  });
}

/**
 * Returns the result that DynamoDB's answer proves. The answer must show this content and its
 * count. An empty answer, or one about another record, proves nothing.
 */
function toResult({ fingerprint }: SessionRecord, stored: Item | undefined): WriteResult {
  const deliveries = Number(stored?.['deliveries']?.N);
  if (stored?.['fingerprint']?.S !== fingerprint || !(deliveries >= 1)) {
    throw new Error('the table did not confirm the write');
  }
  return { name: deliveries === 1 ? 'recorded' : 'duplicate' };
}

/**
 * Returns why the condition refused the record. If DynamoDB does not return the stored record, the
 * result is a conflict.
 */
function toRefusal(record: SessionRecord, item: Item | undefined): WriteResult {
  if (item?.['erasedAt'] !== undefined) return { name: 'erased' };
  return { name: 'conflict', differingFields: item && differingFields(record, item) };
}

function differingFields(record: SessionRecord, item: Item): string[] {
  return compared.filter((name) => record[name] !== item[name]?.S);
}
