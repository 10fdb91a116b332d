import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { aCallback } from '../../builders/callback.ts';
import { aReceiver } from '../../builders/receiver.ts';

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
