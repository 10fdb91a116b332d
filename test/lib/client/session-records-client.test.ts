import type { IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { tableName } from '../../../bin/local/embedded-dynamodb.ts';
import { type LocalReceiver, startLocalReceiver } from '../../../bin/local/receiver.ts';
import {
  dynamoDbSessionRecordEraser,
  type ErasableRecord,
} from '../../../lambda/records/session-record-eraser.ts';
import {
  ErasedError,
  InvalidQueryError,
  type SessionRecordDetails,
  SessionRecordsClient,
  type SessionRecordsClientProps,
  SessionRecordsError,
  UnavailableError,
} from '../../../lib/client/index.ts';
import { aCallback, hex } from '../../builders/callback.ts';
import { anHttpServer, anUnresponsiveServer } from '../../builders/http-server.ts';
import {
  aClient as aClientAt,
  aClientOf,
  always,
  aRecordDetails,
  caught,
  collect,
  credentials,
} from '../../builders/records-client.ts';
import { expectedSignature } from '../../builders/signature.ts';

let receiver: LocalReceiver;
beforeAll(async () => {
  receiver = await startLocalReceiver({ port: 0 });
});
afterAll(() => receiver.close());

const aClient = (props: Partial<SessionRecordsClientProps> = {}) =>
  aClientAt({ url: `${receiver.url}/session-records`, ...props });

const sendCallback = async (overrides = {}) => {
  const callback = aCallback(overrides);
  const response = await fetch(`${receiver.url}/V4/SessionExpired`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(callback),
  });
  expect(await response.json()).toMatchObject({ error: 0 });
  return callback;
};

describe('SessionRecordsClient', () => {
  it('gets a whole record', async () => {
    const { uuid, sessionId, userId } = await sendCallback();
    const record = await aClient().get(uuid);
    expectTypeOf(record).toEqualTypeOf<SessionRecordDetails | undefined>();
    expect(record).toMatchObject({ uuid, sessionId, userId, deliveries: 1 });
  });

  it('rejects with an ErasedError where the record was erased', async () => {
    const { uuid, userId } = await sendCallback({ userId: hex() });
    const client = receiver.dynamoDb.client();
    const eraser = dynamoDbSessionRecordEraser({ client, tableName });
    const [record] = await collect(eraser.listByUser(userId));
    await eraser.erase(userId, record as ErasableRecord);
    client.destroy();
    const error = await caught(aClient().get(uuid));
    expect(error).toBeInstanceOf(ErasedError);
    expect(error).toMatchObject({ name: 'ErasedError', status: 410 });
  });

  it('gets undefined if there is no record', async () => {
    expect(await aClient().get('nobody')).toBeUndefined();
  });

  it.each(['a/b', '100%', "it's (a) *!", 'Zoë 🎰', '?x#y&z=1', 'a+b'])(
    'asks for what it is given: %s',
    async (text) => {
      const uuid = `${text} ${hex()}`;
      const userId = `${text} ${hex()}`;
      await sendCallback({ uuid, userId });
      expect(await aClient().get(uuid)).toMatchObject({ uuid });
      expect(await collect(aClient().byUser(userId))).toMatchObject([{ uuid }]);
    },
  );

  it('lists a session', async () => {
    const { uuid, sessionId } = await sendCallback();
    expect(await collect(aClient().bySession(sessionId))).toMatchObject([{ uuid, sessionId }]);
  });

  it('follows the pages of a list to its end, newest first or oldest first', async () => {
    const userId = hex();
    const uuids: string[] = [];
    for (let i = 0; i < 5; i++) {
      uuids.push((await sendCallback({ userId })).uuid);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const client = aClient();
    const inOrder = async (order?: 'newest' | 'oldest') =>
      (await collect(client.byUser(userId, { order, pageSize: 2 }))).map(({ uuid }) => uuid);
    expect(await inOrder('oldest')).toEqual(uuids);
    expect(await inOrder('newest')).toEqual(uuids.toReversed());
    expect(await inOrder()).toEqual(uuids.toReversed());
  });

  it('fetches no page before the caller needs it', async () => {
    const page = { records: [aRecordDetails({ uuid: 'a' })], nextCursor: 'more' };
    const answer = vi.fn(always(200, page));
    for await (const { uuid } of (await aClientOf(answer)).byUser('a')) {
      expect(uuid).toBe('a');
      break;
    }
    expect(answer).toHaveBeenCalledTimes(1);
  });

  it('bounds a list by dates or texts', async () => {
    const { userId } = await sendCallback({ userId: hex() });
    const hour = (hours: number) => new Date(Date.now() + hours * 3_600_000);
    const count = async (options: object) =>
      (await collect(aClient().byUser(userId, options))).length;
    expect(await count({ from: hour(-1), to: hour(1) })).toBe(1);
    expect(await count({ from: hour(1) })).toBe(0);
    expect(await count({ to: hour(-1).toISOString() })).toBe(0);
    expect(await count({ from: '2020-01-01T00:00:00+01:00' })).toBe(1);
  });

  it('signs its requests as API Gateway checks them', async () => {
    const requests: IncomingMessage[] = [];
    const url = await anHttpServer((request, response) => {
      requests.push(request);
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ ...aRecordDetails(), records: [] }));
    });
    const client = aClient({
      url: `${url}/prod/session-records`,
      credentials: async () => ({ ...credentials, sessionToken: 'a/token' }),
    });

    await client.get("a/b %!'()* 🎰");
    await collect(
      client.byUser("Zoë +&=%!'()*", { from: '2026-01-01T00:00:00+01:00', order: 'oldest' }),
    );

    expect(requests).toHaveLength(2);
    for (const request of requests) {
      const { authorization = '' } = request.headers;
      expect(authorization).toMatch(
        /Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/execute-api\/aws4_request,/,
      );
      expect(authorization).toMatch(/SignedHeaders=host;[^,]*x-amz-date;x-amz-security-token,/);
      expect(/Signature=(\w+)$/.exec(authorization)?.[1]).toBe(
        expectedSignature(request, credentials.secretAccessKey),
      );
    }
  });

  it('takes credentials and region from the environment by default', async () => {
    const seen: (string | undefined)[] = [];
    const url = await anHttpServer((request, response) => {
      seen.push(/Credential=([^,]*)/.exec(request.headers.authorization ?? '')?.[1]);
      response.writeHead(404, { 'Content-Type': 'application/problem+json' });
      response.end('{"status":404}');
    });
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'FROM-ENVIRONMENT');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    vi.stubEnv('AWS_REGION', 'ap-south-1');
    await new SessionRecordsClient({ url }).get('a');
    vi.unstubAllEnvs();
    expect(seen).toEqual([
      expect.stringMatching(/^FROM-ENVIRONMENT\/\d+\/ap-south-1\/execute-api/),
    ]);
  });
});

describe('the errors of SessionRecordsClient', () => {
  it('an InvalidQueryError says what is accepted', async () => {
    const error = await caught(collect(aClient().byUser('a', { pageSize: 101 })));
    expect(error).toBeInstanceOf(InvalidQueryError);
    expect(error).toBeInstanceOf(SessionRecordsError);
    expect(error).toMatchObject({
      name: 'InvalidQueryError',
      status: 400,
      title: 'Bad Request',
      detail: 'limit must be a whole number from 1 to 100',
      message: 'Bad Request: limit must be a whole number from 1 to 100',
    });
  });

  it.each(['', '.', '..'])(
    'an InvalidQueryError refuses a uuid that no URL can hold: "%s"',
    async (uuid) => {
      expect(await caught(aClient().get(uuid))).toBeInstanceOf(InvalidQueryError);
    },
  );

  it.each([
    ['a uuid', undefined, {}],
    ['a uuid', null, {}],
    ['a uuid', 42, {}],
    ['a uuid', '\ud83c', {}],
    ['a user', undefined, {}],
    ['a user', '\udfb0 a', {}],
    ['a user', 'a', { from: new Date('no') }],
    ['a user', 'a', { to: new Date(Number.NaN) }],
    ['a user', 'a', { from: 0 }],
    ['a user', 'a', { from: '\ud83c' }],
    ['a user', 'a', { from: 'yesterday', to: new Date(0) }],
    ['a user', 'a', { to: null }],
    ['a user', 'a', { order: 'first' }],
    ['a user', 'a', { order: Symbol('newest') }],
    ['a user', 'a', { pageSize: Number.NaN }],
    ['a user', 'a', { pageSize: Object.create(null) }],
    ['a user', 'a', { pageSize: -1 }],
    ['a user', 'x'.repeat(20_000), {}],
  ] as const)(
    'an InvalidQueryError refuses %s that cannot be: %j, %j',
    async (asked, text, options) => {
      const client = aClient();
      const work =
        asked === 'a uuid'
          ? client.get(text as string)
          : collect(client.byUser(text as string, options as object));
      expect(await caught(work)).toBeInstanceOf(InvalidQueryError);
    },
  );

  it('are SessionRecordsErrors for any parameters', async () => {
    const client = aClient();
    const options = fc.record({
      from: fc.anything(),
      to: fc.anything(),
      order: fc.anything(),
      pageSize: fc.anything(),
    });
    await fc.assert(
      fc.asyncProperty(fc.anything(), options, async (value, given) => {
        const asked = value as string;
        for (const ask of [
          () => client.get(asked),
          () => collect(client.bySession(asked, given as object)),
        ]) {
          const error = await caught(ask());
          if (error !== undefined) expect(error).toBeInstanceOf(SessionRecordsError);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    [503, { 'Retry-After': '5' }, 5],
    [429, { 'Retry-After': '1' }, 1],
    [502, {}, undefined],
    [504, { 'Retry-After': 'Fri, 31 Dec 1999 23:59:59 GMT' }, undefined],
  ])(
    'an UnavailableError says when to ask again: HTTP %s, %j',
    async (status, headers, retryAfterSeconds) => {
      const problem = { title: 'a title', detail: 'a detail' };
      const client = await aClientOf(always(status, problem, headers), { retryForMs: 0 });
      const error = await caught(client.get('a'));
      expect(error).toBeInstanceOf(UnavailableError);
      expect(error).toMatchObject({ status, ...problem, retryAfterSeconds });
    },
  );

  it('an UnavailableError means an API that is unreachable or silent', async () => {
    const silent = await anUnresponsiveServer();
    for (const url of ['http://127.0.0.1:1', silent]) {
      const error = await caught(aClient({ url, timeoutMs: 200 }).get('a'));
      expect(error).toBeInstanceOf(UnavailableError);
      expect(error).toMatchObject({ status: undefined, cause: expect.anything() });
    }
  });

  it.each(['{"message":"Forbidden"}', 'not JSON', ''])(
    'a SessionRecordsError tells of a refusal: %s',
    async (body) => {
      const error = await caught((await aClientOf(always(403, body))).get('a'));
      expect(error).toBeInstanceOf(SessionRecordsError);
      expect(error).not.toBeInstanceOf(UnavailableError);
      expect(error).toMatchObject({ name: 'SessionRecordsError', status: 403, title: 'HTTP 403' });
    },
  );

  it("the credentials' own error passes through", async () => {
    const none = new Error('no credentials');
    const client = aClient({ credentials: () => Promise.reject(none) });
    expect(await caught(client.get('a'))).toBe(none);
  });
});
