import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tableName } from '../../../bin/local/embedded-dynamodb.ts';
import { localClientSettings } from '../../../bin/local/local-server.ts';
import { compared, maxDeliveries } from '../../../lambda/records/session-record.ts';
import { dynamoDbSessionRecordStore } from '../../../lambda/records/session-record-store.ts';
import { hex } from '../../builders/callback.ts';
import { anHttpServer } from '../../builders/http-server.ts';
import { anEmbeddedStore } from '../../builders/receiver.ts';
import { aSessionRecord, deliveredAgain } from '../../builders/session-record.ts';

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
  const uuid = { S: record.uuid };
  const fingerprint = { S: record.fingerprint };
  const ours = { uuid, fingerprint, requestIds: { SS: [record.requestId] } };

  it.each([
    ['is empty', ''],
    ['is an empty object', {}],
    ['is of another service', { message: 'welcome to the hotel' }],
    ['shows no delivery', { Attributes: { uuid, fingerprint } }],
    ['shows only other deliveries', { Attributes: { ...ours, requestIds: { SS: ['other'] } } }],
    ['is about other content', { Attributes: { ...ours, fingerprint: { S: 'f' } } }],
    ['is about another uuid', { Attributes: { ...ours, uuid: { S: 'other' } } }],
  ])('counts as failed when the answer %s', async (_, body) => {
    const store = await aStoreOn(200, body);
    await expect(store.write(record)).rejects.toThrow();
  });

  it.each([
    ['recorded', [record.requestId]],
    ['duplicate', ['other', record.requestId]],
  ])('is %s when the answer shows its content and the deliveries %j', async (name, SS) => {
    const store = await aStoreOn(200, { Attributes: { ...ours, requestIds: { SS } } });
    expect(await store.write(record)).toEqual({ name });
  });

  const __type = 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException';
  const erasedAt = { S: '2026-01-01T00:00:00.000Z' };
  const start = (digits: string) => ({ uuid, erasedAt, fingerprintStart: { S: digits } });
  const ids = Array.from({ length: maxDeliveries }, (_, i) => String(i));
  const stored = Object.fromEntries(compared.map((name) => [name, { S: record[name] ?? '' }]));
  const otherUser = { ...stored, uuid, fingerprint: { S: 'f' }, userId: { S: 'other' } };

  it.each([
    ['other content', otherUser, { name: 'conflict', differingFields: ['userId'] }],
    ['its own tombstone', start(record.fingerprint.slice(0, 4)), { name: 'erased' }],
    ['a tombstone of other content', start('----'), { name: 'conflict' }],
    ['all its deliveries', { ...ours, requestIds: { SS: ids } }, { name: 'duplicate' }],
  ])('believes a refusal that shows %s', async (_, Item, result) => {
    expect(await (await aStoreOn(400, { __type, Item })).write(record)).toEqual(result);
  });

  it.each([
    ['nothing', undefined],
    ['another uuid', { ...otherUser, uuid: { S: 'other' } }],
    ['a tombstone without a uuid', { ...start(record.fingerprint.slice(0, 4)), uuid: undefined }],
    ['a tombstone of anything', { uuid, erasedAt }],
    ['its own content, not yet fully counted', ours],
    ['no content', { uuid }],
  ])('believes no refusal that shows %s', async (_, Item) => {
    const store = await aStoreOn(400, { __type, Item });
    await expect(store.write(record)).rejects.toThrow('did not confirm');
  });

  it('happens any number of times and counts once', async () => {
    const { store, item } = await anEmbeddedStore();
    const written = aSessionRecord();
    for (const isReplay of [false, true, true])
      expect(await store.write(written, { isReplay })).toEqual({ name: 'recorded' });
    expect(await item(written.uuid)).toMatchObject({ deliveries: 1 });
  });

  it('of a usual callback makes an item of at most 1 KB, one write unit', async () => {
    const { store, items } = await anEmbeddedStore();
    await store.write(aSessionRecord({ userId: '1234567890', token: hex() }));
    // Names and texts in UTF-8; two digits a byte (DynamoDB Developer Guide, "Item sizes").
    const size = Object.entries((await items())[0] ?? {}).reduce(
      (sum, [name, { S, N, SS = [] }]) =>
        sum + name.length + [S ?? '', N ?? '', ...SS].join('').length,
      0,
    );
    expect(size).toBeLessThanOrEqual(1_024);
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

    for (const isReplay of [true, false]) await store.write(deliveredAgain(forged), { isReplay });

    expect(await item(uuid)).toEqual({ ...before, deliveries: 3 });
  });
});

describe('a uuid that comes back', () => {
  it('is still known after its retention, until DynamoDB deletes its record', async () => {
    const { store } = await anEmbeddedStore();
    const record = { ...aSessionRecord(), purgeAt: 1_000_000_000 };
    await store.write(record);
    expect(await store.write(deliveredAgain(record))).toEqual({ name: 'duplicate' });
    expect(await store.write({ ...record, fingerprint: '0'.repeat(64) })).toMatchObject({
      name: 'conflict',
    });
  });
});
