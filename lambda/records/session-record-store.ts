import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { withinBudget } from '../parts/within-budget.ts';
import { type SessionRecord, withoutSecureLogin } from './session-record.ts';

/**
 * What a write found: nothing under that uuid, the same content, other content (which it leaves
 * untouched), or the tombstone of a record that was erased (which it leaves untouched, too).
 */
export type WriteResult =
  | { readonly name: 'recorded' | 'duplicate' | 'erased' }
  | {
      readonly name: 'conflict';
      /** Names of the fields that differ, never a value; absent where the table does not show what it holds. */
      readonly differingFields?: readonly string[] | undefined;
    };

/** Keeps session records, one for each uuid. */
export interface SessionRecordStore {
  /**
   * Makes the record durable, or finds that it is there already.
   *
   * @param options.isReplay whether the record arrived earlier than now: it does not change when the last delivery was
   * @throws whatever kept the table from confirming the write in time; the write may have happened all the same.
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

type Item = Record<string, AttributeValue>;

/** What the first write sets and no later one changes, whoever writes. */
const firstWritten = [
  'sessionId',
  'userId',
  'providerId',
  'secureLoginSha256',
  'tokenSha256',
  'fingerprint',
  'receivedAt',
  'sourceIp',
  'purgeAt',
] as const satisfies (keyof SessionRecord)[];

/** What a conflict is told by. */
const compared = ['sessionId', 'userId', 'providerId', 'secureLoginSha256', 'tokenSha256'] as const;

/** The condition's clauses. A stored record must have the optional fields that a later delivery has: it gains none. */
const isNew = 'attribute_not_exists(fingerprint) AND attribute_not_exists(erasedAt)';
const isSame = 'fingerprint = :fingerprint';
const hasToken = 'attribute_exists(tokenSha256)';
/** Either of them: earlier versions stored the secureLogin itself. */
const hasSecureLogin = ['attribute_exists(secureLoginSha256)', 'attribute_exists(secureLogin)'];

/** Returns the store on a DynamoDB table. */
export function dynamoDbSessionRecordStore(
  props: DynamoDbSessionRecordStoreProps,
): SessionRecordStore {
  const { client, tableName, writeBudgetMs } = props;

  const write = async (record: SessionRecord, isReplay: boolean): Promise<WriteResult> => {
    const { Attributes: stored } = await client.send(toUpdate(tableName, record, isReplay));
    const result = toResult(record, stored);
    const isOvertaken = !isReplay && (stored?.['receivedAt']?.S ?? '') > record.receivedAt;
    // The record is durable whatever becomes of this; readers are never shown the earlier moment.
    if (isOvertaken) await client.send(toCorrection(tableName, record)).catch(() => {});
    return result;
  };

  return {
    async write(record, { isReplay } = { isReplay: false }) {
      try {
        // Without the signal, with which the client would put its middlewares together anew for each write.
        return await withinBudget(writeBudgetMs, () => write(record, isReplay));
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return toRefusal(record, error.Item);
      }
    },
  };
}

/**
 * The one write that decides: it inserts a new record, counts the retransmission of a stored one, and is refused for a uuid that
 * was stored with other content, or whose record was erased. It returns the record as it is then, which proves the write.
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
    ConditionExpression: toCondition(record),
    UpdateExpression: `SET ${set.join(', ')} ADD deliveries :one`,
    ExpressionAttributeValues: values,
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
}

/** AND binds before OR, so it needs no parentheses, which the embedded DynamoDB is slow to read. */
function toCondition({ tokenSha256, secureLoginSha256 }: SessionRecord): string {
  const same = tokenSha256 === undefined ? isSame : `${isSame} AND ${hasToken}`;
  if (secureLoginSha256 === undefined) return `${isNew} OR ${same}`;
  return [isNew, ...hasSecureLogin.map((clause) => `${same} AND ${clause}`)].join(' OR ');
}

/** A delivery that arrived before the stored one, but was written after it, must not leave the last arrival before the first. */
function toCorrection(tableName: string, { uuid }: SessionRecord): UpdateItemCommand {
  return new UpdateItemCommand({
    TableName: tableName,
    Key: { uuid: { S: uuid } },
    ConditionExpression: 'lastReceivedAt < receivedAt',
    UpdateExpression: 'SET lastReceivedAt = receivedAt',
  });
}

/** An answer counts only when it shows this content and its count: an empty one, or somebody else's, proves nothing. */
function toResult({ fingerprint }: SessionRecord, stored: Item | undefined): WriteResult {
  const deliveries = Number(stored?.['deliveries']?.N);
  if (stored?.['fingerprint']?.S !== fingerprint || !(deliveries >= 1)) {
    throw new Error('the table did not confirm the write');
  }
  return { name: deliveries === 1 ? 'recorded' : 'duplicate' };
}

/** Returns why the condition refused the record. Where the table does not show what it holds, the reason is a conflict. */
function toRefusal(record: SessionRecord, item: Item | undefined): WriteResult {
  if (item?.['erasedAt'] !== undefined) return { name: 'erased' };
  return { name: 'conflict', differingFields: item && differingFields(record, item) };
}

function differingFields(record: SessionRecord, item: Item): string[] {
  const texts = Object.fromEntries(Object.entries(item).map(([name, { S }]) => [name, S]));
  const stored: Record<string, unknown> = withoutSecureLogin(texts);
  return compared.filter((name) => record[name] !== stored[name]);
}
