import { describe, expect, it } from 'vitest';
import { tableName } from '../../../bin/local/embedded-dynamodb.ts';
import { dynamoDbSessionRecordEraser } from '../../../lambda/records/session-record-eraser.ts';
import { aCallback, hex } from '../../builders/callback.ts';
import { aReceiver } from '../../builders/receiver.ts';
import { aSessionRecord } from '../../builders/session-record.ts';

/** The receiver with an eraser on its table. */
async function aReceiverWithEraser() {
  const receiver = await aReceiver();
  const eraser = dynamoDbSessionRecordEraser({ client: receiver.client, tableName });
  return { ...receiver, eraser };
}

const inDays = (days: number) => Math.floor(Date.now() / 1000) + days * 24 * 60 * 60;

describe('the eraser', () => {
  it("keeps a record's uuid and purgeAt, and too little of its fingerprint to prove a guess", async () => {
    const { store, eraser, item } = await aReceiverWithEraser();
    const record = aSessionRecord({ retentionDays: 90 });
    await store.write(record);

    expect(await eraser.erase(record.userId, record)).toBe(true);

    expect(await item(record.uuid)).toEqual({
      uuid: record.uuid,
      purgeAt: record.purgeAt,
      erasedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      fingerprintStart: record.fingerprint.slice(0, 4),
    });
  });

  it('keeps a tombstone longer than a message can wait on the queues', async () => {
    const { store, eraser, item } = await aReceiverWithEraser();
    const record = aSessionRecord({ retentionDays: 1 });
    await store.write(record);

    await eraser.erase(record.userId, record);

    expect((await item(record.uuid))?.['purgeAt']).toBeGreaterThanOrEqual(inDays(42));
  });

  it('lists all records of a user, also past their retention, but no tombstone', async () => {
    const { store, eraser } = await aReceiverWithEraser();
    const userId = hex();
    const records = [aSessionRecord({ userId }), aSessionRecord({ userId, retentionDays: 0 })];
    for (const record of [...records, aSessionRecord()]) await store.write(record);

    const listed = async () => {
      const found = [];
      for await (const record of eraser.listByUser(userId)) found.push(record);
      return found;
    };
    const [one, ...others] = await listed();
    expect([one, ...others].map((each) => each?.uuid).toSorted()).toEqual(
      records.map(({ uuid }) => uuid).toSorted(),
    );
    await eraser.erase(userId, one as NonNullable<typeof one>);
    expect(await listed()).toEqual(others);
  });

  it('refuses a record that is erased, missing, or of another user', async () => {
    const { store, eraser, items } = await aReceiverWithEraser();
    const [erased, foreign] = [aSessionRecord(), aSessionRecord({ userId: hex() })];
    for (const record of [erased, foreign]) await store.write(record);
    await eraser.erase(erased.userId, erased);
    const before = await items();

    for (const record of [erased, foreign, aSessionRecord()])
      expect(await eraser.erase(erased.userId, record)).toBe(false);

    expect(await items()).toEqual(before);
  });
});

describe('a callback whose record was erased', () => {
  it('is answered as before the erasure, and stores nothing', async () => {
    const { send, eraser, outcomes, item } = await aReceiverWithEraser();
    const callback = aCallback();
    await send(callback);
    await eraser.erase(callback.userId, { uuid: callback.uuid });
    const tombstone = await item(callback.uuid);

    expect(await send(callback)).toEqual({ error: 0, description: 'Success' });
    expect(await send({ ...callback, userId: 'another' })).toMatchObject({ error: 7 });

    expect(outcomes()).toEqual(['recorded', 'erased', 'conflict']);
    expect(await item(callback.uuid)).toEqual(tombstone);
  });

  it('never stores its content again, in any order of deliveries and erasure', async () => {
    const { send, eraser, item } = await aReceiverWithEraser();
    const callback = aCallback();
    await send(callback);
    const { uuid, userId } = callback;

    await Promise.all([
      ...Array.from({ length: 20 }, () => send(callback)),
      eraser.erase(userId, { uuid }),
      ...Array.from({ length: 20 }, () => send(callback)),
    ]);

    expect(Object.keys((await item(uuid)) ?? {}).toSorted()).toEqual([
      'erasedAt',
      'fingerprintStart',
      'purgeAt',
      'uuid',
    ]);
  });
});
