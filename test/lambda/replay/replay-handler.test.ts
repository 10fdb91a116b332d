import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { tableName } from '../../../bin/local/embedded-dynamodb.ts';
import { toSessionRecord } from '../../../lambda/callback/to-session-record.ts';
import { toOverflowMessage } from '../../../lambda/overflow/overflow-message.ts';
import { dynamoDbSessionRecordEraser } from '../../../lambda/records/session-record-eraser.ts';
import type { SessionRecordStore } from '../../../lambda/records/session-record-store.ts';
import { replayHandler } from '../../../lambda/replay/replay-handler.ts';
import { aCallback, hex } from '../../builders/callback.ts';
import { anEmbeddedStore } from '../../builders/receiver.ts';
import { deliveredAgain } from '../../builders/session-record.ts';

const arrival = {
  receivedAtMs: Date.UTC(2100, 0, 2, 3, 4, 5, 678),
  sourceIp: '203.0.113.9',
  retentionDays: 90,
};
const aRecord = (overrides = {}) =>
  toSessionRecord(aCallback(overrides), { ...arrival, requestId: hex() });

/** Replays bodies through the real handler and resolves to the indexes of the failed ones. */
async function replay(
  store: SessionRecordStore,
  bodies: readonly string[],
  isSetAsideTaken = true,
) {
  const setAside: { body: string; reason: string }[] = [];
  const handler = replayHandler({
    store,
    deadLetters: {
      async put(body, reason) {
        if (!isSetAsideTaken) throw new Error('not taken');
        setAside.push({ body, reason });
      },
    },
    report: () => {},
  });
  const { batchItemFailures } = await handler({
    Records: bodies.map((body, i) => ({ messageId: String(i), body }) as SQSRecord),
  });
  return {
    failed: batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier)),
    setAside,
  };
}

describe('replayHandler', () => {
  it('writes what the callback would have written, with its first arrival', async () => {
    const { store, item } = await anEmbeddedStore();
    const record = aRecord({ userId: 'Zoë 🎰' });

    const { failed, setAside } = await replay(store, [toOverflowMessage(record)]);

    expect({ failed, setAside }).toEqual({ failed: [], setAside: [] });
    const { requestId: _, ...stored } = record;
    expect(await item(record.uuid)).toEqual({
      ...stored,
      deliveries: 1,
      lastReceivedAt: '2100-01-02T03:04:05.678Z',
    });
  });

  it('counts a delivery once, however often its message comes', async () => {
    const { store, items } = await anEmbeddedStore();
    const record = aRecord();
    const message = toOverflowMessage(record);
    const another = deliveredAgain(record);

    expect((await replay(store, [message])).failed).toEqual([]);
    expect((await replay(store, [message, toOverflowMessage(another), message])).failed).toEqual(
      [],
    );

    const [item] = await items();
    expect(item?.['requestIds']?.SS?.toSorted()).toEqual(
      [record.requestId, another.requestId].toSorted(),
    );
  });

  it('keeps a record that arrives past its retention for two more days', async () => {
    const { store, item } = await anEmbeddedStore();
    const record = { ...aRecord(), purgeAt: 1_700_000_000 };

    await replay(store, [toOverflowMessage(record)]);

    const { purgeAt } = (await item(record.uuid)) ?? {};
    expect(Number(purgeAt) - Date.now() / 1000).toBeCloseTo(2 * 24 * 60 * 60, -2);
  });

  it('does not set the last delivery back before a newer one', async () => {
    const { store, item } = await anEmbeddedStore();
    const queued = aRecord();
    const retransmitted = { ...deliveredAgain(queued), receivedAt: '2100-01-02T03:04:15.678Z' };
    await store.write(retransmitted);

    await replay(store, [toOverflowMessage(queued)]);

    const { receivedAt } = retransmitted;
    expect(await item(queued.uuid)).toMatchObject({
      receivedAt,
      lastReceivedAt: receivedAt,
      deliveries: 2,
    });
  });

  it('leaves a record unchanged by a message with its fingerprint and other fields', async () => {
    const { store, item } = await anEmbeddedStore();
    const first = aRecord();
    await store.write(first);
    const { fingerprint, uuid } = first;
    const forged = {
      ...aRecord({ userId: 'other', sessionId: 'other', token: 'other' }),
      fingerprint,
      uuid,
    };

    await replay(store, [toOverflowMessage(forged)]);

    const { lastReceivedAt: _, deliveries: _d, ...content } = (await item(uuid)) ?? {};
    const { requestId: _r, ...firstContent } = first;
    expect(content).toEqual(firstContent);
  });

  it('dead-letters a conflict with the reason, and leaves the first record unchanged', async () => {
    const { store, item } = await anEmbeddedStore();
    const first = aRecord();
    await store.write(first);
    const before = await item(first.uuid);
    const conflict = toOverflowMessage(aRecord({ uuid: first.uuid, userId: 'other' }));

    const { failed, setAside } = await replay(store, [conflict]);

    expect({ failed, setAside }).toEqual({
      failed: [],
      setAside: [{ body: conflict, reason: 'conflict' }],
    });
    expect(await item(first.uuid)).toEqual(before);
  });

  it('deletes the message of an erased record, which a dead letter would keep', async () => {
    const { client, store, item } = await anEmbeddedStore();
    const record = aRecord();
    await store.write(record);
    await dynamoDbSessionRecordEraser({ client, tableName }).erase(record.userId, record);
    const tombstone = await item(record.uuid);

    const { failed, setAside } = await replay(store, [toOverflowMessage(record)]);

    expect({ failed, setAside }).toEqual({ failed: [], setAside: [] });
    expect(await item(record.uuid)).toEqual(tombstone);
  });

  it('dead-letters an unreadable message with the reason', async () => {
    const { store, items } = await anEmbeddedStore();
    const { uuid: _, ...incomplete } = aRecord();
    const poison = [
      '',
      'no JSON',
      'null',
      '[]',
      '{}',
      JSON.stringify(incomplete),
      JSON.stringify({ ...aRecord(), extra: 1 }),
      JSON.stringify({ ...aRecord(), secureLogin: 'demo-operator' }),
    ];

    const { failed, setAside } = await replay(store, poison);

    expect(failed).toEqual([]);
    expect(setAside).toEqual(poison.map((body) => ({ body, reason: 'malformed' })));
    expect(await items()).toEqual([]);
  });

  it('dead-letters a record that DynamoDB never accepts', async () => {
    const { store } = await anEmbeddedStore();
    const tooLongForAKey = toOverflowMessage(aRecord({ uuid: 'x'.repeat(3_000) }));
    const { failed, setAside } = await replay(store, [tooLongForAKey]);
    expect({ failed, setAside }).toEqual({
      failed: [],
      setAside: [{ body: tooLongForAKey, reason: 'refused' }],
    });
  });

  it('leaves on the queue only records that the table does not take yet', async () => {
    const { store } = await anEmbeddedStore();
    const stuck = aRecord();
    const partly: SessionRecordStore = {
      ...store,
      write: (record) =>
        record.uuid === stuck.uuid ? Promise.reject(new Error('throttled')) : store.write(record),
    };
    const { failed, setAside } = await replay(
      partly,
      [aRecord(), stuck, aRecord()].map(toOverflowMessage),
    );
    expect({ failed, setAside }).toEqual({ failed: [1], setAside: [] });
  });

  it('leaves on the queue a message that could not be dead-lettered', async () => {
    const { store } = await anEmbeddedStore();
    expect((await replay(store, ['poison'], false)).failed).toEqual([0]);
  });
});
