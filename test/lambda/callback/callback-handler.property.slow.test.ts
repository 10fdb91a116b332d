import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aCallback } from '../../builders/callback.ts';
import { aCallbackEvent } from '../../builders/proxy-event.ts';
import { aReceiver } from '../../builders/receiver.ts';
import { anyRequest } from '../../fuzz/any-request.ts';

describe('any request whatever', () => {
  it('is answered within the contract', async () => {
    const receiver = await aReceiver();
    await fc.assert(
      fc.asyncProperty(anyRequest, async (request) => {
        const { statusCode, answer } = await receiver.sendEvent(aCallbackEvent('', request));
        expect(statusCode).toBe(200);
        expect(Object.keys(answer)).toEqual(['error', 'description']);
        expect([0, 4, 7]).toContain(answer.error);
        expect(answer.description.length).toBeLessThanOrEqual(256);
      }),
      { numRuns: 1_000 },
    );
    expect(new Set(receiver.outcomes())).not.toContain('failed');
  });

  it('is stored as it was sent, when it is accepted', async () => {
    const receiver = await aReceiver();
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(text, text, text, async (uuid, sessionId, userId) => {
        const { error } = await receiver.send(aCallback({ uuid, sessionId, userId, token: 'one' }));
        const item = await receiver.item(uuid);
        if (error === 0) expect(item).toMatchObject({ uuid, sessionId, userId });
      }),
      { numRuns: 100 },
    );
    expect(receiver.outcomes().filter((outcome) => outcome === 'recorded').length).toBeGreaterThan(
      30,
    );
  });
});
