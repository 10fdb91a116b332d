import { describe, expect, it } from 'vitest';
import { certifyAt } from '../../builders/certification.ts';
import { anEndpoint, toResult } from '../../builders/endpoint.ts';
import { answering } from '../../builders/faults.ts';
import { anHttpServer, anUnresponsiveServer } from '../../builders/http-server.ts';
import { aQueryApi } from '../../builders/query-api.ts';

/** Starts a server that gives every request the same answer. */
const answeringWith = (status: number, body: string) =>
  anHttpServer((_, response) => response.writeHead(status).end(body));

const groupsOf = (failures: readonly { group: string }[]) => [
  ...new Set(failures.map(({ group }) => group)),
];

describe('the verdict', () => {
  it.each([
    ['an HTTP error', 500, 'Internal Server Error', 'HTTP 500: Internal Server Error'],
    ['HTML', 200, '<h1>It works</h1>', 'HTTP 200: <h1>It works</h1>'],
    ['an empty body', 200, '', 'HTTP 200: an empty body'],
    ['JSON of another shape', 200, '{"status":"ok"}', 'HTTP 200: {"status":"ok"}'],
    ['an error that is no number', 200, '{"error":"none"}', 'error "none"'],
    [
      'a denial',
      403,
      '{"message":"Forbidden"}',
      'HTTP 403: {"message":"Forbidden"}; may this address call',
    ],
  ])('tells %s from the contract, and sends nothing more', async (_, status, body, got) => {
    const certification = await certifyAt(await answeringWith(status, body));
    const { verdict, requests, checks, notRun } = certification;
    expect(verdict.kind).toBe('not-the-contract');
    expect(verdict.summary).toContain(got);
    expect(requests).toBe(1);
    expect(checks[0]).toMatchObject({ group: 'first delivery', passed: false });
    expect(notRun[0]).toBe('retransmission');
  });

  it('tells a refusal of the first callback, and asks for what may be mistaken', async () => {
    const { url } = await anEndpoint();
    const { verdict, requests } = await certifyAt(url, { secureLogin: 'another-operator' });
    expect(verdict).toMatchObject({ kind: 'refused', summary: expect.stringContaining('error 4') });
    expect(requests).toBe(1);
  });

  it('tells an endpoint that accepts connections and never answers', async () => {
    const { verdict, checks } = await certifyAt(await anUnresponsiveServer(), { timeLimitMs: 100 });
    expect(verdict).toMatchObject({
      kind: 'no-answer',
      summary: expect.stringContaining('within 0.1 s'),
    });
    expect(checks).toHaveLength(1);
  });

  it('stops where an endpoint falls silent, rather than wait for each answer in vain', async () => {
    let requests = 0;
    const { url } = await anEndpoint({
      intercept: () => {
        requests += 1;
        return requests > 1;
      },
    });
    const { failures, notRun, verdict } = await certifyAt(url, { timeLimitMs: 1_500 });
    expect(groupsOf(failures)).toEqual(['retransmission']);
    expect(notRun).toContain('conflict');
    expect(notRun).not.toContain('every answer');
    expect(verdict).toMatchObject({
      kind: 'no-answer',
      summary: expect.stringMatching(/^it stopped answering/),
    });
  });

  it.each([
    [
      'closes every connection',
      (socket: { destroy(): void }) => socket.destroy(),
      'closed without an answer',
    ],
    [
      'does not speak HTTP',
      (socket: { write(text: string): void }) => socket.write('220 ready\r\n'),
      'is not HTTP',
    ],
  ])('tells an endpoint that %s', async (_, onConnection, summary) => {
    const { verdict } = await certifyAt(await anUnresponsiveServer(onConnection));
    expect(verdict).toMatchObject({ kind: 'no-answer', summary: expect.stringContaining(summary) });
  });

  it('tells an endpoint where nothing listens', async () => {
    const { verdict, checks, notRun } = await certifyAt('http://127.0.0.1:1');
    expect(verdict).toEqual({
      kind: 'unreachable',
      summary: 'unreachable: the connection was refused (ECONNREFUSED)',
    });
    expect(checks[0]?.provider).toBe(
      'sees a temporary failure, retransmits up to three times, then gives up: ' +
        "the operator never learns of the session's end",
    );
    expect(notRun).toContain('every answer');
  });

  it('tells that the contract is broken in one place', async () => {
    const { url } = await anEndpoint(
      answering((answer) => ({ ...answer, error: `${answer.error}` })),
    );
    const { verdict } = await certifyAt(url);
    expect(verdict.kind).toBe('broken-in-one-place');
    expect(verdict.summary).toMatch(/^1 of \d+ checks failed, all in one place: every answer$/);
  });

  it('names all the places in which it is broken, and what the provider does there', async () => {
    const { url } = await anEndpoint({
      answer: async (event, handle) => {
        if (/playerId/.test(event.body ?? '')) return toResult({ error: 120, description: '' });
        const result = await handle(event);
        return result.body.includes('"error":7') ? { ...result, statusCode: 400 } : result;
      },
    });
    const { verdict, failures } = await certifyAt(url);
    expect(verdict.kind).toBe('broken');
    expect(groupsOf(failures)).toEqual([
      'conflict',
      'fields',
      "the provider page's example",
      'unknown fields',
      'content types',
      'malformed JSON',
      'every answer',
    ]);
    expect(failures[0]).toMatchObject({
      got: expect.stringMatching(/^HTTP 400: /),
      provider: expect.stringMatching(/^sees a temporary failure, retransmits up to three times/),
    });
    expect(failures.find(({ group }) => group === 'unknown fields')).toMatchObject({
      check: 'fields of its other revisions',
      provider: "gives up at once: the operator never learns of the session's end",
    });
  });
});

describe('what was agreed', () => {
  it('is judged by the error code set of 27 October 2024, if that holds', async () => {
    const { url } = await anEndpoint({}, { errorCodes: '2024-10-27' });
    expect((await certifyAt(url, { errorCodes: '2024-10-27' })).failures).toEqual([]);
    expect(groupsOf((await certifyAt(url)).failures)).toContain('credentials');
  });

  it('is judged by the revision that makes secureLogin and token optional, if agreed', async () => {
    const { url, records } = await anEndpoint({}, { requestFields: '2024-10-18' });
    const queryUrl = await aQueryApi(records);
    expect((await certifyAt(url, { requestFields: '2024-10-18', queryUrl })).failures).toEqual([]);
    expect((await certifyAt(url)).failed).toEqual([
      'fields: secureLogin missing',
      'fields: token missing',
    ]);
  });
});

describe('the records', () => {
  it('are one check if the query API cannot be reached, or refuses', async () => {
    const { url } = await anEndpoint();
    const forbidden = await anEndpoint();
    for (const queryUrl of ['http://127.0.0.1:1', forbidden.url]) {
      const { failed, verdict } = await certifyAt(url, { queryUrl });
      expect(failed).toEqual(['records: the query API']);
      expect(verdict).toMatchObject({ kind: 'broken-in-one-place' });
    }
  });
});
