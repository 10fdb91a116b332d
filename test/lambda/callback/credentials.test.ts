import { describe, expect, it } from 'vitest';
import { toPartner } from '../../../lambda/callback/partner.ts';
import { toOverflowMessage } from '../../../lambda/overflow/overflow-message.ts';
import type { SessionRecord } from '../../../lambda/records/session-record.ts';
import { aCallback, demoPartner } from '../../builders/callback.ts';
import { aCallbackEvent } from '../../builders/proxy-event.ts';
import { aReceiver } from '../../builders/receiver.ts';

const token = 'T0KEN-that-must-not-leak';
const secureLogin = 'L0GIN-that-must-not-leak';

/** Requests for every outcome. Each holds the token in every place that an error could quote. */
const requests = () => {
  const callback = aCallback({ token, secureLogin });
  return [
    aCallbackEvent(callback),
    aCallbackEvent(callback),
    aCallbackEvent({ ...callback, userId: 'other' }),
    aCallbackEvent(aCallback({ token, secureLogin: `${secureLogin} of nobody` })),
    aCallbackEvent(aCallback({ token, uuid: '' })),
    aCallbackEvent(aCallback({ token: [token] })),
    aCallbackEvent(aCallback({ token: token.repeat(500) })),
    aCallbackEvent(`{"token":"${token}`),
    aCallbackEvent(`{"token":${token}}`),
    aCallbackEvent(token),
    aCallbackEvent(`{"token":"${token}","__proto__":"${token}"}`),
    aCallbackEvent(callback, { headers: { 'Content-Type': token } }),
    aCallbackEvent(callback, {
      headers: { 'Content-Type': 'application/json', Authorization: token },
    }),
    aCallbackEvent(callback, { requestContext: {} as never }),
    aDefectiveEvent(callback),
  ];
};

/** An event that throws when the Lambda reads it. The error's message holds the token. */
function aDefectiveEvent(callback: object) {
  const event = aCallbackEvent(callback);
  const get = () => {
    throw new Error(token);
  };
  Object.defineProperty(event.requestContext, 'identity', { get });
  return event;
}

describe('token and secureLogin', () => {
  it('are never logged, stored, queued or answered, at any outcome and log level', async () => {
    const failing = {
      write: () =>
        Promise.reject(new Error(`a service's message with ${token}`, { cause: new Error(token) })),
    };
    const queued: string[] = [];
    const overflowQueue = {
      put: async (record: SessionRecord) => void queued.push(toOverflowMessage(record)),
    };
    const partners = [toPartner({ ...demoPartner, secureLogin })];
    const receivers = [
      await aReceiver({ partners }),
      await aReceiver({ partners, store: failing }),
      await aReceiver({ partners, store: failing, overflowQueue }),
    ];
    const seen: string[] = [];
    for (const receiver of receivers) {
      for (const event of requests()) seen.push(JSON.stringify(await receiver.sendEvent(event)));
      seen.push(...receiver.lines, JSON.stringify(await receiver.items()));
    }

    seen.push(...queued);

    expect(queued.length).toBeGreaterThan(0);
    const outcomes = new Set(receivers.flatMap((receiver) => receiver.outcomes()));
    expect([...outcomes].sort()).toEqual([
      'conflict',
      'duplicate',
      'failed',
      'malformed',
      'queued',
      'recorded',
      'unauthenticated',
      'unavailable',
    ]);
    expect(await receivers[0]?.items()).toHaveLength(1);
    for (const text of seen) expect(text).not.toContain(token);
    for (const text of seen) expect(text).not.toContain(secureLogin);
  });
});
