import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SessionRecordsError, UnavailableError } from '../../../lib/client/index.ts';
import {
  aClientOf,
  always,
  aRecordDetails,
  caught,
  collect,
} from '../../builders/records-client.ts';

const get = async (status: number, body: unknown, headers: Record<string, string> = {}) =>
  caught((await aClientOf(always(status, body, headers))).get('a-uuid'));
const list = async (body: unknown) =>
  caught(collect((await aClientOf(always(200, body))).byUser('a-user')));

const without = (name: string) => {
  const { [name]: _, ...rest } = { ...aRecordDetails() } as Record<string, unknown>;
  return rest;
};

const unexpected = { name: 'SessionRecordsError', title: 'Unexpected Answer', status: 200 };

describe('an answer that is no record', () => {
  it.each([
    '{}',
    'null',
    '[]',
    '"a text"',
    '42',
    'true',
    without('uuid'),
    without('sourceIp'),
    without('deliveries'),
    { ...aRecordDetails(), userId: 7 },
    { ...aRecordDetails(), deliveries: '1' },
    { ...aRecordDetails(), deliveries: 0 },
    { ...aRecordDetails(), receivedAt: 'yesterday' },
    { ...aRecordDetails(), lastReceivedAt: '2026-02-30T00:00:00.000Z' },
    { ...aRecordDetails(), tokenSha256: null },
  ])('is not believed: %j', async (body) => {
    expect(await get(200, body)).toMatchObject(unexpected);
  });

  it('may have fields that are not known yet', async () => {
    const client = await aClientOf(always(200, { ...aRecordDetails(), more: 1 }));
    expect(await client.get('a-uuid')).toMatchObject(aRecordDetails());
  });

  it('ends in an error of the client, whatever it is', async () => {
    let body = '';
    let status = 200;
    const client = await aClientOf((request, response) => always(status, body)(request, response), {
      retryForMs: 0,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.json(),
        fc.constantFrom(200, 201, 206, 400, 404, 429, 500),
        async (text, code) => {
          body = text;
          status = code;
          expect(await caught(client.get('a'))).toBeInstanceOf(SessionRecordsError);
          expect(await caught(collect(client.byUser('a')))).toBeInstanceOf(SessionRecordsError);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('an answer that is no page of a list', () => {
  it.each([
    '{}',
    'null',
    '[]',
    { records: null },
    { records: {} },
    { records: [null] },
    { records: [{ uuid: 'a-uuid' }] },
    { records: [], nextCursor: 7 },
    { records: [], nextCursor: null },
    { records: [], nextCursor: '' },
  ])('is not believed: %j', async (body) => {
    expect(await list(body)).toMatchObject(unexpected);
  });

  it('ends the list if a cursor comes back, and gives no record twice', async () => {
    const pages = ['a', 'b', 'c', 'a'];
    let asked = 0;
    const client = await aClientOf((request, response) => {
      const uuid = `uuid-${asked}`;
      const nextCursor = pages[asked++] ?? 'a';
      always(200, { records: [aRecordDetails({ uuid })], nextCursor })(request, response);
    });
    const uuids: string[] = [];
    const read = async () => {
      for await (const { uuid } of client.byUser('a')) uuids.push(uuid);
    };
    expect(await caught(read())).toMatchObject({
      ...unexpected,
      detail: expect.stringMatching('cursor'),
    });
    expect(uuids).toEqual(['uuid-0', 'uuid-1', 'uuid-2']);
  });
});

describe('an answer that is too long', () => {
  it('is not read to its end', async () => {
    let sent = 0;
    let isGone = false;
    const client = await aClientOf((_, response) => {
      response.on('close', () => {
        isGone = true;
      });
      const chunk = Buffer.alloc(64 * 1024, 0x20);
      const send = () => {
        if (isGone || sent > 200 * 1024 * 1024) return void response.end();
        sent += chunk.length;
        response.write(chunk);
        setImmediate(send);
      };
      send();
    });
    expect(await caught(client.get('a'))).toMatchObject({ ...unexpected, detail: /longer/ });
    expect(sent).toBeLessThan(100 * 1024 * 1024);
  });

  it('is no page of records as long as they may be', async () => {
    const longest = '🎰'.repeat(256);
    const ids = { uuid: longest, userId: longest, sessionId: longest, providerId: longest };
    const record = aRecordDetails(ids);
    const client = await aClientOf(always(200, { records: Array(100).fill(record) }));
    expect(await collect(client.byUser(longest))).toHaveLength(100);
  });
});

describe('a 404', () => {
  const problem = { type: 'about:blank', title: 'Not Found', detail: 'there is none' };

  it('means that there is no record if the Lambda sent it', async () => {
    expect(await get(404, { ...problem, status: 404 })).toBeUndefined();
  });

  it.each([
    [problem, {}],
    [{ ...problem, status: 500 }, {}],
    ['null', {}],
    ['', {}],
    [{ ...problem, status: 404 }, { 'Content-Type': 'application/json' }],
  ])('is an error where something else says so: %j, %j', async (body, headers) => {
    expect(await get(404, body, headers)).toMatchObject({
      name: 'SessionRecordsError',
      status: 404,
    });
  });
});

describe('a 410', () => {
  it.each([
    ['an ErasedError if the Lambda sent it', { status: 410, detail: 'a' }, 'ErasedError'],
    ['any error if something else sent it', 'gone', 'SessionRecordsError'],
  ])('is %s', async (_, body, name) => {
    const error = await get(410, body);
    expect(error).toBeInstanceOf(SessionRecordsError);
    expect(error).toMatchObject({ name, status: 410 });
  });
});

describe('an answer that breaks off', () => {
  it('is no answer', async () => {
    const client = await aClientOf((_, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('{"records":[');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await caught(collect(client.byUser('a')))).toBeInstanceOf(UnavailableError);
  });
});
