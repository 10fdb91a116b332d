import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { localClientSettings } from '../../../bin/local/local-server.ts';
import { dynamoDbSessionRecordStore } from '../../../lambda/records/session-record-store.ts';
import { anHttpServer } from '../../builders/http-server.ts';
import { anEmbeddedStore, tableName } from '../../builders/receiver.ts';
import { aSessionRecord } from '../../builders/session-record.ts';

/** A store on a DynamoDB that gives every request this status and body. */
async function aStoreOn(status: number, body: unknown) {
  const endpoint = await anHttpServer((request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.0' });
    request
      .resume()
      .on('end', () => response.end(typeof body === 'string' ? body : JSON.stringify(body)));
  });
  const client = new DynamoDBClient({ ...localClientSettings(endpoint), maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return dynamoDbSessionRecordStore({ client, tableName, writeBudgetMs: 5_000 });
}

describe('a write', () => {
  const record = aSessionRecord();
  const { fingerprint } = record;

  it.each([
    ['is empty', ''],
    ['is an empty object', {}],
    ['is of another service', { message: 'welcome to the hotel' }],
    ['has no count', { Attributes: { fingerprint: { S: fingerprint } } }],
    [
      'has a count that is none',
      { Attributes: { fingerprint: { S: fingerprint }, deliveries: { N: '0' } } },
    ],
    ['is about other content', { Attributes: { fingerprint: { S: 'f' }, deliveries: { N: '1' } } }],
  ])('counts as failed when the answer %s', async (_, body) => {
    const store = await aStoreOn(200, body);
    await expect(store.write(record)).rejects.toThrow();
  });

  it.each([
    ['recorded', '1'],
    ['duplicate', '2'],
  ])('is %s when the answer shows its content and the count %s', async (name, count) => {
    const Attributes = { fingerprint: { S: fingerprint }, deliveries: { N: count } };
    expect(await (await aStoreOn(200, { Attributes })).write(record)).toEqual({ name });
  });

  it('that is refused names the differing fields, if DynamoDB returns the record', async () => {
    const { userId, sessionId, tokenSha256 } = record;
    const { providerId, secureLoginSha256 } = record;
    const texts = {
      userId: `not ${userId}`,
      sessionId,
      providerId,
      tokenSha256,
      secureLoginSha256,
    } as Record<string, string>;
    const Item = Object.fromEntries(Object.entries(texts).map(([name, S]) => [name, { S }]));
    const __type = 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException';
    const store = await aStoreOn(400, { __type, Item });
    expect(await store.write(record)).toEqual({ name: 'conflict', differingFields: ['userId'] });
  });

  it('asks DynamoDB to return the stored record with a refusal', async () => {
    const { client, store } = await anEmbeddedStore();
    const inputs: unknown[] = [];
    client.middlewareStack.add(
      (next) => (args) => {
        inputs.push(args.input);
        return next(args);
      },
      { step: 'initialize' },
    );
    await store.write(record);
    expect(inputs).toMatchObject([{ ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }]);
  });
});

describe('what was written first', () => {
  it('is not changed by a record with its fingerprint and other fields', async () => {
    const { store, item } = await anEmbeddedStore();
    const first = aSessionRecord();
    const { fingerprint, uuid, receivedAt } = first;
    await store.write(first);
    const before = await item(uuid);
    const forged = {
      ...aSessionRecord({ userId: 'x', token: 'x' }),
      fingerprint,
      uuid,
      receivedAt,
    };

    for (const isReplay of [true, false]) await store.write(forged, { isReplay });

    expect(await item(uuid)).toEqual({ ...before, deliveries: 3 });
  });
});

describe('the last arrival', () => {
  const earlier = '2026-01-01T00:00:00.000Z';
  const later = '2026-01-01T00:00:10.000Z';

  it('is never before the first, even if a retransmission overtakes a delivery', async () => {
    const { store, item } = await anEmbeddedStore();
    const record = aSessionRecord();
    await store.write({ ...record, receivedAt: later });

    expect(await store.write({ ...record, receivedAt: earlier })).toEqual({ name: 'duplicate' });

    expect(await item(record.uuid)).toMatchObject({
      receivedAt: later,
      lastReceivedAt: later,
      deliveries: 2,
    });
  });
});

describe('a correction that hangs', () => {
  it('does not spoil the result of the write that came before', async () => {
    const record = aSessionRecord();
    const Attributes = {
      fingerprint: { S: record.fingerprint },
      deliveries: { N: '2' },
      receivedAt: { S: '9999-01-01T00:00:00.000Z' },
    };
    const send = vi
      .fn()
      .mockResolvedValueOnce({ Attributes })
      .mockReturnValueOnce(new Promise(() => {}));
    const client = { send } as unknown as DynamoDBClient;
    const store = dynamoDbSessionRecordStore({ client, tableName, writeBudgetMs: 100 });

    expect(await store.write(record)).toEqual({ name: 'duplicate' });
    expect(send).toHaveBeenCalledTimes(2);
  });
});

describe('a uuid that comes back', () => {
  it('is still known after its retention, until DynamoDB deletes its record', async () => {
    const { store } = await anEmbeddedStore();
    const record = { ...aSessionRecord(), purgeAt: 1_000_000_000 };
    await store.write(record);
    expect(await store.write(record)).toEqual({ name: 'duplicate' });
    expect(await store.write({ ...record, fingerprint: '0'.repeat(64) })).toMatchObject({
      name: 'conflict',
    });
  });
});
