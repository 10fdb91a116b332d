import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { aCallback } from '../../builders/callback.ts';
import { aReceiver } from '../../builders/receiver.ts';

const times = <T>(count: number, make: () => T) => Array.from({ length: count }, make);
const count = (outcomes: string[]) =>
  Object.fromEntries(
    Object.entries(Object.groupBy(outcomes, (name) => name)).map(([name, all]) => [
      name,
      all?.length,
    ]),
  );

describe('concurrent deliveries of one uuid', () => {
  it('store one record when they are identical; each is answered 0, the first 64 are counted', async () => {
    const receiver = await aReceiver();
    const callback = aCallback();

    const answers = await Promise.all(times(100, () => receiver.send(callback)));

    expect(answers).toEqual(times(100, () => ({ error: 0, description: 'Success' })));
    expect(count(receiver.outcomes())).toEqual({ recorded: 1, duplicate: 99 });
    expect(await receiver.items()).toHaveLength(1);
    expect(await receiver.item(callback.uuid)).toMatchObject({ deliveries: 64 });
  });

  it("store one sender's record when they conflict; only that sender is answered 0", async () => {
    const receiver = await aReceiver();
    const one = aCallback();
    const other = { ...one, sessionId: 'other', userId: 'other', token: 'other' };
    const senders = times(50, () => [one, other]).flat();

    const answers = await Promise.all(senders.map((callback) => receiver.send(callback)));

    const item = await receiver.item(one.uuid);
    const winner = item?.['userId'] === 'other' ? other : one;
    expect(await receiver.items()).toHaveLength(1);
    expect(item).toMatchObject({
      sessionId: winner.sessionId,
      userId: winner.userId,
      deliveries: 50,
    });
    expect(answers.map(({ error }) => error)).toEqual(
      senders.map((callback) => (callback === winner ? 0 : 7)),
    );
    expect(count(receiver.outcomes())).toEqual({ recorded: 1, duplicate: 49, conflict: 50 });
  });
});

/** Collects the name of each request to DynamoDB, including retries. */
function countCalls(client: DynamoDBClient): string[] {
  const calls: string[] = [];
  client.middlewareStack.add(
    (next, context) => (args) => {
      calls.push(String(context['commandName']));
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  return calls;
}

describe('DynamoDB is called', () => {
  it('once for each callback, whatever the table holds', async () => {
    const receiver = await aReceiver();
    const calls = countCalls(receiver.client);
    const callback = aCallback();
    for (const [body, outcome] of [
      [callback, 'recorded'],
      [callback, 'duplicate'],
      [{ ...callback, userId: 'another' }, 'conflict'],
    ] as const) {
      calls.length = 0;
      await receiver.send(body);
      expect(receiver.outcomes().at(-1)).toBe(outcome);
      expect(calls).toEqual(['UpdateItemCommand']);
    }
  });

  it('never for a refused callback', async () => {
    const receiver = await aReceiver();
    const calls = countCalls(receiver.client);
    await receiver.send('not JSON');
    await receiver.send(aCallback({ userId: '' }));
    await receiver.send(aCallback({ secureLogin: 'nobody' }));
    expect(receiver.outcomes()).toEqual(['malformed', 'malformed', 'unauthenticated']);
    expect(calls).toEqual([]);
  });
});
