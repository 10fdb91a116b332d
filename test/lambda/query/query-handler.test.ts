import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import middy from '@middy/core';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { tableName } from '../../../bin/local/embedded-dynamodb.ts';
import { toCursor } from '../../../lambda/query/cursor.ts';
import type { QueryOutcome } from '../../../lambda/query/outcome.ts';
import { recordListing, recordLookup } from '../../../lambda/query/record-queries.ts';
import { validateList } from '../../../lambda/query/validate-list.ts';
import { validateUuid } from '../../../lambda/query/validate-uuid.ts';
import { dynamoDbSessionRecordEraser } from '../../../lambda/records/session-record-eraser.ts';
import type { SessionRecordReader } from '../../../lambda/records/session-record-reader.ts';
import { catchErrors } from '../../../lambda/shared/catch-errors.ts';
import { hex } from '../../builders/callback.ts';
import { aGetEvent, aListEvent } from '../../builders/proxy-event.ts';
import { aQuery, aQueryHandler } from '../../builders/query.ts';
import { aSessionRecord, deliveredAgain } from '../../builders/session-record.ts';

/** A table without records. */
const empty: SessionRecordReader = {
  get: async () => undefined,
  list: async () => ({ rows: [], hasMore: false }),
};

const noStore = { 'Cache-Control': 'no-store' };

/** An answer in the form of RFC 9457. */
const aProblem = (status: number, title: string, detail: unknown) => ({
  statusCode: status,
  headers: expect.objectContaining({ 'Content-Type': 'application/problem+json', ...noStore }),
  body: { type: 'about:blank', title, status, detail },
});

const uuidsOf = ({ body }: { body: { records: { uuid: string }[] } }) =>
  body.records.map(({ uuid }) => uuid);

describe('GET /session-records/{uuid}', () => {
  it('answers the whole record, without its fingerprint and purgeAt', async () => {
    const query = await aQuery();
    const record = aSessionRecord();
    await query.store.write(record);

    const { fingerprint: _f, purgeAt: _p, requestId: _r, ...shown } = record;
    expect(await query.get(record.uuid)).toEqual({
      statusCode: 200,
      headers: { 'Content-Type': 'application/json', ...noStore },
      body: { ...shown, deliveries: 1, lastReceivedAt: record.receivedAt },
    });
  });

  it('shows retransmissions', async () => {
    const query = await aQuery();
    const record = aSessionRecord();
    await query.store.write(record);
    await query.store.write({ ...deliveredAgain(record), receivedAt: '2999-01-01T00:00:00.000Z' });

    expect((await query.get(record.uuid)).body).toMatchObject({
      deliveries: 2,
      receivedAt: record.receivedAt,
      lastReceivedAt: '2999-01-01T00:00:00.000Z',
    });
  });

  it('leaves out what the provider did not send', async () => {
    const query = await aQuery();
    const record = aSessionRecord({ secureLogin: undefined, token: undefined });
    await query.store.write(record);

    const { statusCode, body } = await query.get(record.uuid);

    expect(statusCode).toBe(200);
    expect(body).not.toHaveProperty('secureLoginSha256');
    expect(body).not.toHaveProperty('tokenSha256');
  });

  it('finds any uuid, percent-encoded', async () => {
    const query = await aQuery();
    for (const uuid of ['a/b', '100%', '%41', 'Zoë 🎰', 'a+b c', '?x=1#y']) {
      await query.store.write(aSessionRecord({ uuid }));
      expect((await query.get(uuid)).body).toMatchObject({ uuid });
    }
  });

  it('finds the uuid of a path that ends with a slash, as REST APIs route it', async () => {
    const query = await aQuery();
    for (const uuid of ['a', 'a/']) await query.store.write(aSessionRecord({ uuid }));
    for (const uuid of ['a', 'a/']) {
      const event = { ...aGetEvent(''), path: `/session-records/${encodeURIComponent(uuid)}/` };
      expect((await query.sendEvent(event)).body).toMatchObject({ uuid });
    }
  });

  it('reads strongly consistent', async () => {
    const query = await aQuery();
    const inputs: unknown[] = [];
    query.client.middlewareStack.add(
      (next) => (args) => {
        inputs.push(args.input);
        return next(args);
      },
      { step: 'initialize' },
    );
    await query.get('a');
    expect(inputs).toMatchObject([{ ConsistentRead: true }]);
  });

  it('answers 404 when there is none', async () => {
    const query = await aQuery();
    expect(await query.get('nobody')).toEqual(
      aProblem(404, 'Not Found', 'there is no session record with this uuid'),
    );
  });

  it('answers 404 for a record past its retention', async () => {
    const query = await aQuery();
    const record = aSessionRecord({ retentionDays: 0 });
    await query.store.write(record);
    expect(await query.item(record.uuid)).toBeDefined();
    expect(await query.get(record.uuid)).toMatchObject({ statusCode: 404 });
  });

  it('answers 410 for an erased record, and does not list it', async () => {
    const query = await aQuery();
    const [erased, kept] = [aSessionRecord({ userId: 'a' }), aSessionRecord({ userId: 'a' })];
    for (const record of [erased, kept]) await query.store.write(record);
    await dynamoDbSessionRecordEraser({ client: query.client, tableName }).erase('a', erased);

    expect(await query.get(erased.uuid)).toEqual(
      aProblem(410, 'Gone', 'the session record with this uuid was erased'),
    );
    expect(uuidsOf(await query.list({ userId: 'a' }))).toEqual([kept.uuid]);
    expect(uuidsOf(await query.list({ sessionId: erased.sessionId }))).toEqual([]);
  });

  it('answers 404 for an expired tombstone', async () => {
    const query = await aQuery();
    const Item = {
      uuid: { S: 'a' },
      purgeAt: { N: '1' },
      erasedAt: { S: '2026-01-01T00:00:00.000Z' },
    };
    await query.client.send(new PutItemCommand({ TableName: tableName, Item }));
    expect(await query.get('a')).toMatchObject({ statusCode: 404 });
  });

  it.each(['x'.repeat(257), '%', '%ff', '%E9'])('refuses the uuid %s', async (segment) => {
    const query = aQueryHandler({ reader: empty });
    expect(await query.sendEvent(aGetEvent(segment))).toEqual(
      aProblem(400, 'Bad Request', 'uuid must be 1 to 256 characters, percent-encoded'),
    );
  });
});

describe('GET /session-records', () => {
  it('lists the records of a session, with only the fields that never change', async () => {
    const query = await aQuery();
    const record = aSessionRecord();
    await query.store.write(record);
    await query.store.write(aSessionRecord());

    const { uuid, sessionId, userId, providerId, receivedAt } = record;
    expect(await query.list({ sessionId })).toEqual({
      statusCode: 200,
      headers: { 'Content-Type': 'application/json', ...noStore },
      body: { records: [{ uuid, sessionId, userId, providerId, receivedAt }] },
    });
  });

  it('lists the records of a user, newest first or oldest first', async () => {
    const query = await aQuery();
    const userId = hex();
    const kept = { userId, retentionDays: 9_999 };
    for (const day of [2, 1, 3]) {
      const receivedAt = `2026-01-0${day}T00:00:00.000Z`;
      await query.store.write(aSessionRecord({ uuid: String(day), receivedAt, ...kept }));
    }
    expect(uuidsOf(await query.list({ userId }))).toEqual(['3', '2', '1']);
    expect(uuidsOf(await query.list({ userId, order: 'newest' }))).toEqual(['3', '2', '1']);
    expect(uuidsOf(await query.list({ userId, order: 'oldest' }))).toEqual(['1', '2', '3']);
  });

  it('answers an empty list without a cursor if there are no records', async () => {
    const query = await aQuery();
    expect((await query.list({ userId: 'nobody' })).body).toEqual({ records: [] });
  });

  it('returns 25 records by default, and up to 100', async () => {
    const query = await aQuery();
    for (let i = 0; i < 101; i++) await query.store.write(aSessionRecord({ userId: 'a' }));
    expect((await query.list({ userId: 'a' })).body.records).toHaveLength(25);
    expect((await query.list({ userId: 'a', limit: '1' })).body.records).toHaveLength(1);
    expect((await query.list({ userId: 'a', limit: '100' })).body.records).toHaveLength(100);
  });

  it('takes from as inclusive and to as exclusive, in any form of ISO 8601', async () => {
    const query = await aQuery();
    const moments = ['02-28T23:59:59.999', '03-01T00:00:00.000', '03-01T00:00:00.001'];
    for (const [i, moment] of moments.entries()) {
      const arrival = { receivedAt: `2026-${moment}Z`, retentionDays: 9_999 };
      await query.store.write(aSessionRecord({ uuid: String(i), userId: 'a', ...arrival }));
    }
    const ranges: [Record<string, string>, number[]][] = [
      [{}, [0, 1, 2]],
      [{ from: '2026-03-01T00:00:00.000Z' }, [1, 2]],
      [{ to: '2026-03-01T00:00:00.000Z' }, [0]],
      [{ from: '2026-02-28T23:59:59.999Z', to: '2026-03-01T00:00:00.001Z' }, [0, 1]],
      [{ from: '2026-03-01', to: '2026-03-02' }, [1, 2]],
      [{ from: '2026-03-01T01:00:00+01:00' }, [1, 2]],
      [{ from: '2026-02-28T18:30-05:30' }, [1, 2]],
      [{ from: '2026-03-01T00:00:00.0001Z' }, [2]],
      [{ to: '2026-03-01T00:00:00.000001Z' }, [0, 1]],
      [{ from: '0000-01-01', to: '9999-12-31T23:59:59.999Z' }, [0, 1, 2]],
      [{ to: '0000-01-01' }, []],
    ];
    for (const [range, expected] of ranges) {
      const answer = await query.list({ userId: 'a', order: 'oldest', ...range });
      expect([range, uuidsOf(answer).map(Number)]).toEqual([range, expected]);
    }
  });

  it.each(['newest', 'oldest'])(
    'leaves out records past their retention, without short pages: %s first',
    async (order) => {
      const query = await aQuery();
      for (let i = 0; i < 30; i++) {
        const receivedAt = new Date(Date.now() - i * 1_000).toISOString();
        const retentionDays = i % 10 === 5 ? 90 : 0;
        await query.store.write(
          aSessionRecord({ uuid: String(i), userId: 'a', receivedAt, retentionDays }),
        );
      }
      const inOrder = order === 'newest' ? ['5', '15', '25'] : ['25', '15', '5'];
      const list = { userId: 'a', order };
      expect((await query.list({ ...list, limit: '3' })).body).not.toHaveProperty('nextCursor');
      const first = await query.list({ ...list, limit: '2' });
      expect(uuidsOf(first)).toEqual(inOrder.slice(0, 2));
      const second = await query.list({ ...list, limit: '2', cursor: first.body.nextCursor });
      expect(uuidsOf(second)).toEqual(inOrder.slice(2));
      expect(second.body).not.toHaveProperty('nextCursor');
    },
  );

  describe('parameters that it refuses', () => {
    const moment =
      'must be an ISO 8601 date, or date and time with Z or an offset, ' +
      'such as 2026-01-31T23:59:59.999Z, percent-encoded';
    const limit = 'limit must be a whole number from 1 to 100';
    const cursor =
      'cursor must be the nextCursor of this query, unchanged, ' +
      'with the same sessionId or userId, from, to and order';
    const known = 'sessionId, userId, from, to, limit, order, cursor';
    const badDates = [
      '2026-02-30',
      '2026-13-01',
      '2026-1-1',
      '2026-01-01T00:00:00',
      '2026-01-01T24:00:00Z',
      '2026-01-01T00:00:00 01:00',
      '0000-01-01T00:00:00+01:00',
      '1767225600',
      'yesterday',
      '',
    ];

    it.each<[Record<string, string | string[]>, string]>([
      [{}, 'exactly one of sessionId and userId must be given'],
      [{ sessionId: 'a', userId: 'a' }, 'exactly one of sessionId and userId must be given'],
      [{ sessionId: '' }, 'sessionId must be 1 to 256 characters'],
      [{ userId: 'x'.repeat(257) }, 'userId must be 1 to 256 characters'],
      ...badDates.map((from): [{ userId: string; from: string }, string] => [
        { userId: 'a', from },
        `from ${moment}`,
      ]),
      [{ userId: 'a', to: '2026-02-29' }, `to ${moment}`],
      ...['0', '101', '-1', '1.5', '1e1', ' 1', '', 'ten'].map(
        (value): [{ userId: string; limit: string }, string] => [
          { userId: 'a', limit: value },
          limit,
        ],
      ),
      [{ userId: 'a', order: 'Newest' }, 'order must be newest or oldest'],
      [{ userId: 'a', color: 'red' }, `color is not a parameter: there are ${known}`],
      [
        { userId: 'a', 'a secret\n': 'x' },
        `(not a plain name) is not a parameter: there are ${known}`,
      ],
      [{ userId: 'a', ['__proto__']: 'x' }, `__proto__ is not a parameter: there are ${known}`],
      [{ userId: ['a', 'a'] }, 'userId must be given once'],
      [{ userId: 'a', limit: ['1', '2'] }, 'limit must be given once'],
      [{ userId: 'a', color: ['1', '2'] }, `color is not a parameter: there are ${known}`],
      [{ userId: 'a', from: '2026-03-01', to: '2026-03-01' }, 'from must be before to'],
      [{ userId: 'a', from: '2026-03-02', to: '2026-03-01' }, 'from must be before to'],
      [{ userId: 'a', cursor: '' }, cursor],
      [
        {
          userId: 'a',
          cursor: toCursor(
            { index: 'byUser', value: 'a', order: 'newest' },
            { receivedAt: '', uuid: '' },
          ),
        },
        cursor,
      ],
      [{ userId: 'a', cursor: 'nonsense' }, cursor],
      [{ userId: 'a', limit: '0', order: 'x' }, `${limit}; order must be newest or oldest`],
    ])('%j', async (parameters, detail) => {
      const { list } = aQueryHandler({ reader: empty });
      expect(await list(parameters)).toEqual(aProblem(400, 'Bad Request', detail));
    });
  });

  it('counts the characters of an id, not its UTF-16 code units', async () => {
    const { list } = aQueryHandler({ reader: empty });
    expect(await list({ userId: '🎰'.repeat(256) })).toMatchObject({ statusCode: 200 });
    expect(await list({ userId: '🎰'.repeat(257) })).toMatchObject({ statusCode: 400 });
  });
});

describe('queryHandler', () => {
  it('answers 503 with Retry-After if the table does not answer', async () => {
    const fail = () => Promise.reject(new Error("a service's message with a-secret"));
    const query = aQueryHandler({ reader: { get: fail, list: fail } });
    for (const event of [aGetEvent('a'), aListEvent({ userId: 'a' })]) {
      const { headers, ...rest } = await query.sendEvent(event);
      expect({ headers, ...rest }).toEqual(
        aProblem(503, 'Service Unavailable', 'the table did not answer in time, please retry'),
      );
      expect(headers).toMatchObject({ 'Retry-After': '5' });
    }
    expect(query.logged()).toMatchObject([
      { level: 'ERROR', outcome: 'unavailable', cause: { name: 'Error' } },
      { level: 'ERROR', outcome: 'unavailable' },
    ]);
    expect(query.lines.join()).not.toContain('a-secret');
  });

  it.each([
    ['null', null],
    ['a ping', {}],
    ['no context', { ...aGetEvent('a'), requestContext: undefined }],
  ])('answers an event that no REST API made: %s', async (_, event) => {
    const query = aQueryHandler({ reader: empty });
    const { statusCode } = await query.sendEvent(event as never);
    expect([400, 404]).toContain(statusCode);
    expect(query.logged()).toHaveLength(1);
  });

  it('answers the same if the report throws', async () => {
    const errors = vi.spyOn(console, 'error').mockReturnValue();
    onTestFinished(() => errors.mockRestore());
    const report = () => {
      throw new Error();
    };
    const query = aQueryHandler({ reader: empty, report });
    expect(await query.get('a')).toMatchObject({ statusCode: 404 });
    expect(errors).toHaveBeenCalledOnce();
  });

  it('answers 500 to a defect, and logs its place', async () => {
    const query = aQueryHandler({ reader: empty });
    const event = aListEvent({ userId: 'a' });
    Object.defineProperty(event, 'multiValueQueryStringParameters', {
      get: () => {
        throw new TypeError('a defect that quotes a-secret');
      },
    });
    expect(await query.sendEvent(event)).toEqual(
      aProblem(500, 'Internal Server Error', 'an unexpected error, which was logged'),
    );
    expect(query.logged()).toMatchObject([
      { level: 'ERROR', outcome: 'failed', cause: { name: 'TypeError' } },
    ]);
    expect(query.lines.join()).not.toContain('a-secret');
  });

  it('logs one line for each query, without its values', async () => {
    const query = await aQuery();
    const record = aSessionRecord({ uuid: 'V-uuid', sessionId: 'V-session', userId: 'V-user' });
    await query.store.write(record);
    const event = aGetEvent('V-uuid');

    await query.sendEvent(event);
    await query.get('V-nobody');
    await query.list({ userId: 'V-user' });
    await query.list({ sessionId: 'V-session', from: 'V-from', 'V color': 'V-red' });

    expect(query.logged()).toMatchObject([
      {
        level: 'INFO',
        message: 'query',
        outcome: 'found',
        route: '/session-records/{uuid}',
        requestId: event.requestContext.requestId,
        lambdaRequestId: expect.any(String),
        durationMs: expect.any(Number),
      },
      { level: 'INFO', outcome: 'notFound' },
      { level: 'INFO', outcome: 'listed', route: '/session-records', records: 1 },
      { level: 'WARN', outcome: 'invalid', problems: [expect.any(String), expect.any(String)] },
    ]);
    expect(query.lines.join()).not.toContain('V-');
  });

  it('answers unavailable for a record that it cannot read', async () => {
    const query = await aQuery();
    const Item = { uuid: { S: 'odd' }, purgeAt: { N: '9999999999' } };
    await query.client.send(new PutItemCommand({ TableName: tableName, Item }));
    expect(await query.get('odd')).toMatchObject({ statusCode: 503 });
  });

  it('does not compile without the step that validates', () => {
    const reader = empty;
    const chain = middy<APIGatewayProxyEvent, QueryOutcome>().use(catchErrors());
    // @ts-expect-error: an event straight from API Gateway holds no validated uuid
    chain.handler(recordLookup(reader));
    // @ts-expect-error: a validated uuid is no list
    chain.use(validateUuid()).handler(recordListing(reader));
    chain.use(validateUuid()).handler(recordLookup(reader));
    chain.use(validateList()).handler(recordListing(reader));
  });
});
