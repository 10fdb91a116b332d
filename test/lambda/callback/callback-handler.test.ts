import { createHash } from 'node:crypto';
import middy from '@middy/core';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { authenticateProvider } from '../../../lambda/callback/authenticate-provider.ts';
import { callbackSchema } from '../../../lambda/callback/callback.ts';
import { expiryRecorder } from '../../../lambda/callback/expiry-recorder.ts';
import { limitBody } from '../../../lambda/callback/limit-body.ts';
import type { Outcome } from '../../../lambda/callback/outcome.ts';
import { parseBody } from '../../../lambda/callback/parse-body.ts';
import { toPartner } from '../../../lambda/callback/partner.ts';
import { requireEvent } from '../../../lambda/callback/require-event.ts';
import { requireJson } from '../../../lambda/callback/require-json.ts';
import { validateCallback } from '../../../lambda/callback/validate-callback.ts';
import type { SessionRecord } from '../../../lambda/records/session-record.ts';
import { catchErrors } from '../../../lambda/shared/catch-errors.ts';
import { aCallback, type Body, demoPartner, hex } from '../../builders/callback.ts';
import { aCallbackEvent } from '../../builders/proxy-event.ts';
import { anEmbeddedStore, aReceiver } from '../../builders/receiver.ts';

const success = { error: 0, description: 'Success' };

/** The example body from the provider's page, as printed there. */
const printedExample = `{
 "providerId": "Luckymonaco"
 "sessionId": "6fd2d6f3bb8f4c5a9fadf15d81206af2"
 "userId": "123456"
 "token" : "<token>"
}`;

const anEventWithout = (field: 'identity' | 'requestTimeEpoch') => {
  const event = aCallbackEvent(aCallback());
  return { ...event, requestContext: { ...event.requestContext, [field]: undefined } };
};

const inBase64 = (body: string | Buffer) =>
  aCallbackEvent('', { body: Buffer.from(body).toString('base64'), isBase64Encoded: true });

const without = (field: string) => {
  const { [field]: _, ...rest }: Body = aCallback();
  return rest;
};

describe('callbackHandler', () => {
  describe('recorded', () => {
    it('answers 0 to a new callback, with HTTP 200 and JSON, and stores one record', async () => {
      const receiver = await aReceiver();
      const callback = aCallback();

      const { statusCode, headers, answer } = await receiver.sendEvent(aCallbackEvent(callback));

      expect(statusCode).toBe(200);
      expect(headers).toEqual({ 'Content-Type': 'application/json' });
      expect(answer).toEqual(success);
      expect(receiver.outcomes()).toEqual(['recorded']);
      expect(await receiver.item(callback.uuid)).toMatchObject({
        sessionId: callback.sessionId,
        userId: '123456',
        providerId: 'Luckymonaco',
        secureLoginSha256: createHash('sha256').update('demo-operator').digest('hex'),
        deliveries: 1,
      });
    });

    it('keeps the time and IP address that API Gateway reports', async () => {
      const receiver = await aReceiver({ retentionDays: 10 });
      const callback = aCallback();
      const event = aCallbackEvent(callback);
      event.requestContext.requestTimeEpoch = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
      event.requestContext.identity.sourceIp = '203.0.113.9';

      await receiver.sendEvent(event);

      expect(await receiver.item(callback.uuid)).toMatchObject({
        receivedAt: '2026-01-02T03:04:05.678Z',
        lastReceivedAt: '2026-01-02T03:04:05.678Z',
        sourceIp: '203.0.113.9',
        purgeAt: Date.UTC(2026, 0, 12, 3, 4, 5) / 1000,
      });
    });

    it('accepts the ways to write the content type', async () => {
      const receiver = await aReceiver();
      for (const headers of [
        { 'CONTENT-TYPE': 'application/json' },
        { 'content-type': 'application/json' },
        { 'Content-Type': 'application/json; charset=utf-8' },
        { 'Content-type': 'application/json;charset=UTF-8' },
        { 'Content-Type': 'application/json ;\tcharset=utf-8' },
        { 'Content-Type': 'Application/JSON' },
        { 'Content-Type': 'application/json; charset="utf-8"; v=1' },
      ]) {
        const { answer } = await receiver.sendEvent(aCallbackEvent(aCallback(), { headers }));
        expect([headers, answer]).toEqual([headers, success]);
      }
    });

    it('accepts base64, and a byte order mark before the JSON', async () => {
      const receiver = await aReceiver();
      const callback = aCallback({ userId: 'Zoë 🎰' });
      expect((await receiver.sendEvent(inBase64(JSON.stringify(callback)))).answer).toEqual(
        success,
      );
      expect(await receiver.item(callback.uuid)).toMatchObject({ userId: 'Zoë 🎰' });
      const marked = () => `\ufeff${JSON.stringify(aCallback())}`;
      expect(await receiver.send(marked())).toEqual(success);
      expect((await receiver.sendEvent(inBase64(marked()))).answer).toEqual(success);
    });

    it('takes the last of two values with one name, as JSON.parse does', async () => {
      const receiver = await aReceiver();
      const callback = aCallback();
      const body = JSON.stringify(callback).replace('{', '{"userId":"first",');
      expect(await receiver.send(body)).toEqual(success);
      expect(await receiver.item(callback.uuid)).toMatchObject({ userId: callback.userId });
    });

    it('refuses bytes that are no UTF-8, so that two ids stay two', async () => {
      const receiver = await aReceiver();
      const bytes = Buffer.from(JSON.stringify(aCallback({ userId: 'p\u00e4' })), 'latin1');
      const { answer } = await receiver.sendEvent(inBase64(bytes));
      expect(answer).toEqual({ error: 7, description: 'the body is not valid JSON' });
    });

    it('accepts unknown fields, and logs and counts their names, never their values', async () => {
      const receiver = await aReceiver();

      expect(
        await receiver.send(aCallback({ currency: 'EUR-secret', 'a"b\n': 'other-secret' })),
      ).toEqual(success);

      expect(receiver.logged()).toMatchObject([
        { recorded: 1, unknownFields: 1, unknownFieldNames: ['currency', '(not a plain name)'] },
      ]);
      expect(receiver.lines.join()).not.toContain('secret');
    });

    it('keeps any Unicode text unchanged', async () => {
      const receiver = await aReceiver();
      const callback = aCallback({
        uuid: 'ǅ — 🎰👩‍👩‍👧 \u2028',
        userId: 'e\u0301 and é',
        sessionId: '\u{10ffff}\ufeff',
      });

      expect(await receiver.send(callback)).toEqual(success);

      const { uuid, userId, sessionId } = callback;
      expect(await receiver.item(uuid)).toMatchObject({ uuid, userId, sessionId });
    });
  });

  it('logs any Unicode text in characters that every later stage accepts', async () => {
    const receiver = await aReceiver();
    const uuid = `${hex()} \ufffe\uffff`;
    await receiver.send(aCallback({ uuid }));
    expect(receiver.lines.join()).not.toMatch(/[\ufffe\uffff]/);
    expect(receiver.logged()).toMatchObject([{ outcome: 'recorded', uuid }]);
    expect(await receiver.item(uuid)).toMatchObject({ uuid });
  });

  describe('duplicate', () => {
    it('answers a retransmission as it answered the first, and only counts it', async () => {
      const receiver = await aReceiver();
      const callback = aCallback();
      const first = aCallbackEvent(callback);
      const second = aCallbackEvent(callback);
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

    it('treats any order of fields and any white space as the same content', async () => {
      const receiver = await aReceiver();
      const callback = aCallback();
      await receiver.send(callback);
      await receiver.send(
        JSON.stringify(Object.fromEntries(Object.entries(callback).reverse()), null, 2),
      );
      expect(receiver.outcomes()).toEqual(['recorded', 'duplicate']);
    });
  });

  describe('conflict', () => {
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
  });

  describe('queued', () => {
    const failing = () => Promise.reject(new Error('the table is out'));

    it('answers 0 once the queue has the record, without its credentials', async () => {
      const queue: SessionRecord[] = [];
      const receiver = await aReceiver({
        store: { write: failing },
        overflowQueue: { put: async (record) => void queue.push(record) },
      });
      const { token, secureLogin, ...callback } = aCallback();

      expect(await receiver.send({ ...callback, token, secureLogin })).toEqual(success);

      expect(receiver.outcomes()).toEqual(['queued']);
      expect(queue).toMatchObject([callback]);
      expect(JSON.stringify(queue)).not.toContain(token);
      expect(JSON.stringify(queue)).not.toContain(secureLogin);
      expect(await receiver.items()).toEqual([]);
    });

    it('is not used while the table answers, even with a conflict', async () => {
      const put = vi.fn();
      const receiver = await aReceiver({ overflowQueue: { put } });
      const callback = aCallback();
      await receiver.send(callback);
      await receiver.send(callback);
      await receiver.send({ ...callback, userId: 'other' });
      expect(receiver.outcomes()).toEqual(['recorded', 'duplicate', 'conflict']);
      expect(put).not.toHaveBeenCalled();
    });

    it('becomes unavailable if the queue fails too, with both causes in the log', async () => {
      const receiver = await aReceiver({
        store: { write: failing },
        overflowQueue: { put: () => Promise.reject(new TypeError('the queue is out')) },
      });
      expect(await receiver.send(aCallback())).toMatchObject({ error: 100 });
      expect(receiver.logged()).toMatchObject([
        { outcome: 'unavailable', cause: { causes: [{ name: 'Error' }, { name: 'TypeError' }] } },
      ]);
    });
  });

  describe('malformed', () => {
    it('refuses a body that is too long for a callback before it parses it', async () => {
      const receiver = await aReceiver();
      const tooLong = { error: 7, description: 'the body must be at most 16384 bytes' };
      const padded = (bytes: number) => {
        const body = JSON.stringify(aCallback());
        return body + ' '.repeat(bytes - body.length);
      };
      expect(await receiver.send(padded(16_384))).toEqual(success);
      expect(await receiver.send(padded(16_385))).toEqual(tooLong);
      expect(await receiver.send('['.repeat(5_000_000))).toEqual(tooLong);
      expect(await receiver.send('ä'.repeat(9_000))).toEqual(tooLong);
      expect((await receiver.sendEvent(inBase64(padded(16_384)))).answer).toEqual(success);
      expect((await receiver.sendEvent(inBase64(padded(16_385)))).answer).toEqual(tooLong);
    });

    const fields = ['secureLogin', 'providerId', 'sessionId', 'userId', 'token', 'uuid'];
    const cases: [string, unknown, string][] = [
      ["the provider page's example, as printed", printedExample, 'the body is not valid JSON'],
      ['no body', '', 'the body must be a JSON object'],
      ['cut off', JSON.stringify(aCallback()).slice(0, -1), 'the body is not valid JSON'],
      ['null', 'null', 'the body must be a JSON object'],
      [
        'the key __proto__',
        JSON.stringify(aCallback()).replace('{', '{"__proto__":{},'),
        'the body must not hold the key __proto__',
      ],
      [
        'the key __proto__ deep down',
        JSON.stringify(aCallback({ deep: [{ x: 1 }] })).replace('"x"', '"\\u005f_proto__"'),
        'the body must not hold the key __proto__',
      ],
      ...[100, 8_000].map((depth): [string, unknown, string] => [
        `nested ${depth} levels deep`,
        `{"deep":${'['.repeat(depth)}${']'.repeat(depth)}}`,
        'the body must not be nested deeper than 64 levels',
      ]),
      ['an array', [aCallback()], 'the body must be a JSON object'],
      ['a text', '"text"', 'the body must be a JSON object'],
      ['a number', '1', 'the body must be a JSON object'],
      ['an empty object', {}, fields.map((field) => `${field} is missing`).join('; ')],
      ...fields.flatMap((field) => {
        const max = field === 'token' ? 4096 : 256;
        const wrong: [unknown, string][] = [
          ['', 'must be a non-empty string'],
          [null, 'must be a non-empty string'],
          [12, 'must be a non-empty string'],
          [['a'], 'must be a non-empty string'],
          ['x'.repeat(max + 1), `must be at most ${max} characters`],
          ['a\u0085', 'must not hold control characters'],
          ['a\ud800', 'must be valid Unicode text'],
          ['a\ufffd', 'must be valid UTF-8'],
        ];
        return wrong.map(([value, problem]): [string, unknown, string] => [
          `${field} that ${problem}`,
          aCallback({ [field]: value }),
          `${field} ${problem}`,
        ]);
      }),
      ...fields.map((field): [string, unknown, string] => [
        `${field} missing`,
        without(field),
        `${field} is missing`,
      ]),
      [
        'two faults',
        { ...without('uuid'), userId: 7 },
        'userId must be a non-empty string; uuid is missing',
      ],
      [
        'a fault in every field',
        Object.fromEntries(fields.map((field) => [field, '\u0000'])),
        fields.map((field) => `${field} must not hold control characters`).join('; '),
      ],
    ];

    it('names what is wrong, and stores nothing', async () => {
      const receiver = await aReceiver();
      for (const [title, body, description] of cases) {
        expect([title, await receiver.send(body)]).toEqual([title, { error: 7, description }]);
        expect(description.length).toBeLessThanOrEqual(256);
      }
      expect(new Set(receiver.outcomes())).toEqual(new Set(['malformed']));
      expect(await receiver.items()).toEqual([]);
    });

    it('refuses content types other than JSON in UTF-8', async () => {
      const receiver = await aReceiver();
      const notJson = 'Content-Type must be application/json';
      const notUtf8 = 'the charset of Content-Type must be utf-8';
      for (const [type, description] of [
        [undefined, notJson],
        ['application/x-www-form-urlencoded', notJson],
        ['text/plain', notJson],
        ['application/problem+json', notJson],
        ['application/jsonx', notJson],
        ['application/json; charset=iso-8859-1', notUtf8],
        ['application/json; charset=utf-16', notUtf8],
        ['application/json; charset="windows-1252"', notUtf8],
      ] as const) {
        const headers: Record<string, string> = type === undefined ? {} : { 'Content-Type': type };
        const { answer } = await receiver.sendEvent(aCallbackEvent(aCallback(), { headers }));
        expect([type, answer]).toEqual([type, { error: 7, description }]);
      }
      expect(await receiver.items()).toEqual([]);
    });

    it.each([
      ['null', null, 'requestContext.requestTimeEpoch is missing'],
      ['a ping', {}, 'headers are missing'],
      ['a text', 'ping', 'headers are missing'],
      ["the console's test", { key1: 'value1' }, 'requestContext.identity.sourceIp is missing'],
      [
        "API Gateway's own test",
        aCallbackEvent(aCallback(), { headers: null as never }),
        'Content-Type',
      ],
      [
        'no context',
        aCallbackEvent(aCallback(), { requestContext: null as never }),
        'requestTimeEpoch',
      ],
      ['no identity', anEventWithout('identity'), 'requestContext.identity.sourceIp is missing'],
      ['no time', anEventWithout('requestTimeEpoch'), 'requestContext.requestTimeEpoch is missing'],
      ['a parsed body', aCallbackEvent('', { body: {} as never }), 'the body must be a text'],
    ])(
      'says what is missing in an event that is none of a callback: %s',
      async (_, event, missing) => {
        const receiver = await aReceiver();
        const { statusCode, answer } = await receiver.sendEvent(event as never);
        expect(statusCode).toBe(200);
        expect(answer.error).toBe(7);
        expect(answer.description).toContain(missing);
        expect(receiver.outcomes()).toEqual(['malformed']);
      },
    );

    it('counts characters, not UTF-16 code units', async () => {
      const receiver = await aReceiver();
      expect(await receiver.send(aCallback({ userId: '🎰'.repeat(256) }))).toEqual(success);
      expect(await receiver.send(aCallback({ userId: '🎰'.repeat(257) }))).toMatchObject({
        error: 7,
      });
    });

    it('accepts fields at their limits', async () => {
      const receiver = await aReceiver();
      const secureLogin = 's'.repeat(256);
      const providerId = 'p'.repeat(256);
      const atLimits = await aReceiver({ partners: [toPartner({ secureLogin, providerId })] });
      const long = (letter: string) => letter.repeat(256);
      const callback = {
        secureLogin,
        providerId,
        sessionId: long('i'),
        userId: long('u'),
        token: 't'.repeat(4096),
        uuid: long('w'),
      };
      expect(await atLimits.send(callback)).toEqual(success);
      expect(await receiver.send(callback)).toMatchObject({ error: 4 });
    });
  });

  describe('unauthenticated', () => {
    const other = { secureLogin: 'other-operator', providerId: 'OtherProvider' };
    const cases: [string, Body, boolean][] = [
      ['a known pair', demoPartner, true],
      ['a second known pair', other, true],
      ['providerId in another case', { providerId: 'LUCKYMONACO' }, true],
      ['secureLogin in another case', { secureLogin: 'Demo-Operator' }, false],
      ['an unknown secureLogin', { secureLogin: 'nobody' }, false],
      ['an unknown providerId', { providerId: 'nobody' }, false],
      ['halves of two pairs', { secureLogin: other.secureLogin }, false],
      ['a secureLogin with a trailing space', { secureLogin: 'demo-operator ' }, false],
    ];

    it('is the answer unless the pair is known', async () => {
      const receiver = await aReceiver({ partners: [toPartner(demoPartner), toPartner(other)] });
      const refusal = {
        error: 4,
        description: 'secureLogin and providerId are not a known pair',
      };
      for (const [title, overrides, isKnown] of cases) {
        const answer = await receiver.send(aCallback(overrides));
        expect([title, answer]).toEqual([title, isKnown ? success : refusal]);
        expect([title, receiver.outcomes().at(-1)]).toEqual([
          title,
          isKnown ? 'recorded' : 'unauthenticated',
        ]);
      }
      expect(await receiver.items()).toHaveLength(cases.filter(([, , isKnown]) => isKnown).length);
    });
  });

  describe('unavailable', () => {
    it('asks for a retry when the table does not take the write', async () => {
      const { client, store } = await anEmbeddedStore();
      const receiver = await aReceiver({ store });
      client.config.endpoint = async () => ({
        protocol: 'http:',
        hostname: '127.0.0.1',
        port: 1,
        path: '/',
      });

      const answer = await receiver.send(aCallback());

      expect(answer).toEqual({ error: 100, description: 'Temporarily unavailable, please retry' });
      expect(receiver.logged()).toMatchObject([
        { level: 'ERROR', outcome: 'unavailable', cause: { code: 'ECONNREFUSED' } },
      ]);
    });
  });

  describe('failed', () => {
    it('answers a defect with a code that allows a retry, and logs its place', async () => {
      const receiver = await aReceiver();
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
  });

  describe("with the provider's error code set of 27 October 2024", () => {
    it('answers each outcome with its code', async () => {
      const receiver = await aReceiver({ errorCodes: '2024-10-27' });
      const callback = aCallback();
      expect(await receiver.send(callback)).toMatchObject({ error: 0 });
      expect(await receiver.send({ ...callback, userId: 'x' })).toMatchObject({ error: 57 });
      expect(await receiver.send('')).toMatchObject({ error: 57 });
      expect(await receiver.send(aCallback({ secureLogin: 'x' }))).toMatchObject({ error: 54 });
      const write = () => Promise.reject(new Error());
      const unavailable = await aReceiver({ errorCodes: '2024-10-27', store: { write } });
      expect(await unavailable.send(callback)).toMatchObject({ error: 998 });
    });
  });

  describe("with the provider's fields of 18 October 2024", () => {
    it('accepts a callback without secureLogin and token, and its retransmission', async () => {
      const receiver = await aReceiver({ requestFields: '2024-10-18' });
      const { secureLogin: _s, token: _t, ...callback } = aCallback();

      expect(await receiver.send(callback)).toEqual(success);
      expect(await receiver.send(callback)).toEqual(success);
      expect(await receiver.send({ ...callback, token: 'now with one' })).toMatchObject({
        error: 7,
      });

      expect(receiver.outcomes()).toEqual(['recorded', 'duplicate', 'conflict']);
      const item = await receiver.item(callback.uuid);
      expect(item).not.toHaveProperty('secureLoginSha256');
      expect(item).not.toHaveProperty('tokenSha256');
    });

    it('accepts null for an optional field', async () => {
      const receiver = await aReceiver({ requestFields: '2024-10-18' });
      const { secureLogin: _s, token: _t, ...callback } = aCallback();
      expect(await receiver.send({ ...callback, secureLogin: null, token: null })).toEqual(success);
      expect(await receiver.send(callback)).toEqual(success);
      expect(receiver.outcomes()).toEqual(['recorded', 'duplicate']);
      expect(await receiver.send({ ...callback, userId: null })).toMatchObject({ error: 7 });
    });

    it('still requires a known providerId, and refuses a wrong secureLogin', async () => {
      const receiver = await aReceiver({ requestFields: '2024-10-18' });
      const { secureLogin: _, ...callback } = aCallback();
      expect(await receiver.send({ ...callback, providerId: 'nobody' })).toMatchObject({
        error: 4,
      });
      expect(await receiver.send({ ...callback, secureLogin: 'nobody' })).toMatchObject({
        error: 4,
      });
      expect(await receiver.send({ ...callback, secureLogin: '' })).toMatchObject({ error: 7 });
    });
  });

  it('answers the same if the report throws or the context is missing', async () => {
    const errors = vi.spyOn(console, 'error').mockReturnValue();
    onTestFinished(() => errors.mockRestore());
    const report = () => {
      throw new Error('a report that quotes a-secret');
    };
    const receiver = await aReceiver({ report });
    const callback = aCallback();

    expect(await receiver.send(callback)).toEqual(success);

    expect(await receiver.item(callback.uuid)).toMatchObject({ deliveries: 1 });
    expect(errors).toHaveBeenCalledOnce();
    expect(String(errors.mock.calls)).not.toContain('a-secret');

    const { handler } = await aReceiver();
    expect(await handler(aCallbackEvent(aCallback()))).toMatchObject({ statusCode: 200 });
  });

  it('logs one line for each callback, with its metrics', async () => {
    const receiver = await aReceiver();
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
        _aws: {
          Timestamp: expect.any(Number),
          CloudWatchMetrics: [
            {
              Namespace: 'SessionExpired',
              Dimensions: [['service', 'stage']],
              Metrics: [
                { Name: 'recorded', Unit: 'Count' },
                { Name: 'duration', Unit: 'Milliseconds' },
              ],
            },
          ],
        },
      },
    ]);
  });

  it('does not compile without the step that validates', async () => {
    const { store } = await anEmbeddedStore();
    const record = expiryRecorder({ store, retentionDays: 90 });
    const chain = middy<APIGatewayProxyEvent, Outcome>()
      .use([catchErrors(), requireEvent(), limitBody(), requireJson(), parseBody()])
      .use(authenticateProvider([]));
    // @ts-expect-error: no step has put a validated callback on the event
    chain.handler(record);
    chain.use(validateCallback(callbackSchema('2024-10-17'))).handler(record);
  });
});
