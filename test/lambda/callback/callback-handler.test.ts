import middy from '@middy/core';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { authenticateProvider } from '../../../lambda/callback/authenticate-provider.ts';
import { callbackSchema } from '../../../lambda/callback/callback.ts';
import { expiryRecorder } from '../../../lambda/callback/expiry-recorder.ts';
import { limitBody } from '../../../lambda/callback/limit-body.ts';
import type { Outcome } from '../../../lambda/callback/outcome.ts';
import { parseBody } from '../../../lambda/callback/parse-body.ts';
import { requireEvent } from '../../../lambda/callback/require-event.ts';
import { requireJson } from '../../../lambda/callback/require-json.ts';
import { validateCallback } from '../../../lambda/callback/validate-callback.ts';
import { digestOf } from '../../../lambda/records/credential-digest.ts';
import type { SessionRecord } from '../../../lambda/records/session-record.ts';
import { catchErrors } from '../../../lambda/shared/catch-errors.ts';
import { withinBudget } from '../../../lambda/shared/within-budget.ts';
import { aCallback, hex } from '../../builders/callback.ts';
import { aCallbackEvent } from '../../builders/proxy-event.ts';
import { aHandler, aReceiver } from '../../builders/receiver.ts';

const success = { error: 0, description: 'Success' };
const failing = (error: unknown = new Error('the table is out')) => ({
  write: () => Promise.reject(error),
});

describe('callbackHandler', () => {
  it('answers 0 to a new callback, and stores it with the arrival that API Gateway reports', async () => {
    const receiver = await aReceiver({ retentionDays: 10 });
    const callback = aCallback();
    const event = aCallbackEvent(callback);
    event.requestContext.requestTimeEpoch = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
    event.requestContext.identity.sourceIp = '203.0.113.9';

    const { statusCode, headers, answer } = await receiver.sendEvent(event);

    expect({ statusCode, headers, answer }).toEqual({
      statusCode: 200,
      headers: { 'Content-Type': 'application/json' },
      answer: success,
    });
    expect(receiver.outcomes()).toEqual(['recorded']);
    const { secureLogin, token, ...content } = callback;
    expect(await receiver.item(callback.uuid)).toEqual({
      ...content,
      secureLoginSha256: digestOf(secureLogin),
      tokenSha256: digestOf(token),
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      receivedAt: '2026-01-02T03:04:05.678Z',
      lastReceivedAt: '2026-01-02T03:04:05.678Z',
      sourceIp: '203.0.113.9',
      purgeAt: Date.UTC(2026, 0, 12, 3, 4, 5) / 1000,
      deliveries: 1,
    });
  });

  it('answers a retransmission as it answered the first, and only counts it', async () => {
    const receiver = await aReceiver();
    const callback = aCallback();
    const first = aCallbackEvent(callback);
    // Any order of fields and any white space is the same content.
    const reversed = Object.fromEntries(Object.entries(callback).reverse());
    const second = aCallbackEvent(JSON.stringify(reversed, null, 2));
    second.requestContext.requestTimeEpoch = first.requestContext.requestTimeEpoch + 10_000;
    second.requestContext.identity.sourceIp = '203.0.113.9';

    const answers = [await receiver.sendEvent(first)];
    const before = await receiver.item(callback.uuid);
    answers.push(await receiver.sendEvent(second));

    expect(answers[1]).toEqual(answers[0]);
    expect(receiver.outcomes()).toEqual(['recorded', 'duplicate']);
    expect(await receiver.item(callback.uuid)).toEqual({
      ...before,
      deliveries: 2,
      lastReceivedAt: new Date(second.requestContext.requestTimeEpoch).toISOString(),
    });
  });

  it.each(['sessionId', 'userId', 'token', 'providerId'])(
    'refuses a known uuid with another %s and leaves the first record as it was',
    async (field) => {
      const receiver = await aReceiver();
      const callback = aCallback();
      await receiver.send(callback);
      const before = await receiver.item(callback.uuid);

      const answer = await receiver.send({ ...callback, [field]: 'LUCKYMONACO' });

      expect(answer).toEqual({
        error: 7,
        description: 'uuid was received before with different content',
      });
      expect(receiver.outcomes()).toEqual(['recorded', 'conflict']);
      expect(await receiver.item(callback.uuid)).toEqual(before);
    },
  );

  it('counts an absent token as content: a delivery that has one is a conflict', async () => {
    const receiver = await aReceiver({ requestFields: '2024-10-18' });
    const { secureLogin: _s, token: _t, ...callback } = aCallback();
    const bodies = [callback, callback, { ...callback, token: 'now with one' }];
    for (const body of bodies) await receiver.send(body);
    expect(receiver.outcomes()).toEqual(['recorded', 'duplicate', 'conflict']);
    const item = await receiver.item(callback.uuid);
    expect(item).not.toHaveProperty('secureLoginSha256');
    expect(item).not.toHaveProperty('tokenSha256');
  });

  describe('queued', () => {
    it('answers 0 once the queue has the record, without its credentials', async () => {
      const queue: SessionRecord[] = [];
      const overflowQueue = { put: async (record: SessionRecord) => void queue.push(record) };
      const receiver = aHandler({ store: failing(), overflowQueue });
      const { token, secureLogin, ...callback } = aCallback();

      expect(await receiver.send({ ...callback, token, secureLogin })).toEqual(success);

      expect(receiver.outcomes()).toEqual(['queued']);
      expect(queue).toMatchObject([callback]);
      expect(JSON.stringify(queue)).not.toContain(token);
      expect(JSON.stringify(queue)).not.toContain(secureLogin);
    });

    it.each(['recorded', 'duplicate', 'conflict', 'erased'] as const)(
      'is not used while the table answers: %s',
      async (name) => {
        const put = vi.fn();
        const receiver = aHandler({
          store: { write: async () => ({ name }) },
          overflowQueue: { put },
        });
        await receiver.send(aCallback());
        expect(receiver.outcomes()).toEqual([name]);
        expect(put).not.toHaveBeenCalled();
      },
    );

    it('becomes unavailable if the queue fails too, with both causes in the log', async () => {
      const put = () => Promise.reject(new TypeError('the queue is out'));
      const receiver = aHandler({ store: failing(), overflowQueue: { put } });
      expect(await receiver.send(aCallback())).toMatchObject({ error: 100 });
      expect(receiver.logged()).toMatchObject([
        { outcome: 'unavailable', cause: { causes: [{ name: 'Error' }, { name: 'TypeError' }] } },
      ]);
    });
  });

  it.each([
    [
      'refuses',
      failing(Object.assign(new Error(), { code: 'ECONNREFUSED' })),
      { code: 'ECONNREFUSED' },
    ],
    [
      'does not answer in time',
      { write: () => withinBudget(5, () => new Promise<never>(() => {})) },
      { name: 'TimeoutError' },
    ],
  ])('asks for a retry if the table %s and there is no queue', async (_, store, cause) => {
    const receiver = aHandler({ store });
    expect(await receiver.send(aCallback())).toEqual({
      error: 100,
      description: 'Temporarily unavailable, please retry',
    });
    expect(receiver.logged()).toMatchObject([{ level: 'ERROR', outcome: 'unavailable', cause }]);
  });

  it('answers a defect with a code that allows a retry, and logs its place', async () => {
    const receiver = aHandler({ store: failing() });
    const event = aCallbackEvent(aCallback());
    Object.defineProperty(event.requestContext, 'identity', { get: () => assertNever() });
    const assertNever = () => {
      throw new TypeError('a defect that quotes a-secret');
    };

    const { statusCode, answer } = await receiver.sendEvent(event);

    expect(statusCode).toBe(200);
    expect(answer).toEqual({ error: 100, description: 'Internal error, please retry' });
    expect(receiver.logged()).toMatchObject([
      { level: 'ERROR', outcome: 'failed', cause: { name: 'TypeError' } },
    ]);
    expect(receiver.logged()[0].cause.frames[0]).toContain('assertNever');
    expect(receiver.lines.join()).not.toContain('a-secret');
  });

  it("answers each outcome with its code of the provider's later error code set", async () => {
    const errorCodes = '2024-10-27';
    const codeOf = async (body: unknown, store: Parameters<typeof aHandler>[0]['store']) =>
      (await aHandler({ errorCodes, store }).send(body)).error;
    const finding = (name: 'recorded' | 'conflict') => ({ write: async () => ({ name }) });
    expect([
      await codeOf(aCallback(), finding('recorded')),
      await codeOf(aCallback(), finding('conflict')),
      await codeOf('', failing()),
      await codeOf(aCallback({ secureLogin: 'x' }), failing()),
      await codeOf(aCallback(), failing()),
    ]).toEqual([0, 57, 57, 54, 998]);
  });

  it('answers the same if the report throws or the context is missing', async () => {
    const errors = vi.spyOn(console, 'error').mockReturnValue();
    onTestFinished(() => errors.mockRestore());
    const store = { write: async () => ({ name: 'recorded' }) as const };
    const report = () => {
      throw new Error('a report that quotes a-secret');
    };

    expect(await aHandler({ store, report }).send(aCallback())).toEqual(success);

    expect(errors).toHaveBeenCalledOnce();
    expect(String(errors.mock.calls)).not.toContain('a-secret');
    const { statusCode } = await aHandler({ store }).handler(aCallbackEvent(aCallback()));
    expect(statusCode).toBe(200);
  });

  it('does not compile without the step that validates', () => {
    const record = expiryRecorder({ store: failing(), retentionDays: 90 });
    const chain = middy<APIGatewayProxyEvent, Outcome>()
      .use([catchErrors(), requireEvent(), limitBody(), requireJson(), parseBody()])
      .use(authenticateProvider([]));
    // @ts-expect-error: no step has put a validated callback on the event
    chain.handler(record);
    chain.use(validateCallback(callbackSchema('2024-10-17'))).handler(record);
  });
});

describe('the log line of a callback', () => {
  const store = { write: async () => ({ name: 'recorded' }) as const };

  it('holds its ids, its outcome and its metrics', async () => {
    const receiver = aHandler({ store });
    const { uuid, sessionId, ...rest } = aCallback();
    const event = aCallbackEvent({ uuid, sessionId, ...rest });

    await receiver.sendEvent(event);

    expect(receiver.logged()).toEqual([
      {
        level: 'INFO',
        message: 'callback',
        timestamp: expect.stringMatching(/Z$/),
        outcome: 'recorded',
        uuid,
        sessionId,
        requestId: event.requestContext.requestId,
        lambdaRequestId: expect.any(String),
        recorded: 1,
        duration: expect.any(Number),
        service: 'session-expired',
        stage: 'dev',
        _aws: expect.anything(),
      },
    ]);
  });

  it('names unknown fields and counts them, and never holds their values', async () => {
    const receiver = aHandler({ store });
    const body = aCallback({ currency: 'EUR-secret', 'a"b\n': 'other-secret' });
    expect(await receiver.send(body)).toEqual(success);
    expect(receiver.logged()).toMatchObject([
      { recorded: 1, unknownFields: 1, unknownFieldNames: ['currency', '(not a plain name)'] },
    ]);
    expect(receiver.lines.join()).not.toContain('secret');
  });

  it('holds any Unicode text in characters that every later stage accepts', async () => {
    const receiver = aHandler({ store });
    const uuid = `${hex()} \ufffe\uffff`;
    await receiver.send(aCallback({ uuid }));
    expect(receiver.lines.join()).not.toMatch(/[\ufffe\uffff]/);
    expect(receiver.logged()).toMatchObject([{ outcome: 'recorded', uuid }]);
  });
});
