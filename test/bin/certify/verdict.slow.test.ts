import { describe, expect, it } from 'vitest';
import { certifyAt } from '../../builders/certification.ts';
import { anEndpoint, toResult } from '../../builders/endpoint.ts';
import { answering } from '../../builders/faults.ts';
import { anHttpServer } from '../../builders/http-server.ts';
import { aQueryApi } from '../../builders/query-api.ts';
import { anUnresponsiveServer } from '../../builders/unresponsive-server.ts';

/** Starts a server that gives every request the same answer. */
const answeringWith = (status: number, body: string, contentType = 'application/json') =>
  anHttpServer((_, response) =>
    response.writeHead(status, { 'Content-Type': contentType }).end(body),
  );

describe('the verdict', () => {
  it.each([
    [
      'an HTTP error',
      () => answeringWith(500, 'Internal Server Error', 'text/plain'),
      'HTTP 500: Internal Server Error',
    ],
    [
      'HTML',
      () => answeringWith(200, '<h1>It works</h1>', 'text/html'),
      'HTTP 200: <h1>It works</h1>',
    ],
    ['an empty body', () => answeringWith(200, ''), 'HTTP 200: an empty body'],
    [
      'JSON of another shape',
      () => answeringWith(200, '{"status":"ok"}'),
      'HTTP 200: {"status":"ok"}',
    ],
    [
      'an answer without error',
      () => answeringWith(200, '{"description":"Success"}'),
      'HTTP 200: {"description":"Success"}',
    ],
    ['an error that is no number', () => answeringWith(200, '{"error":"none"}'), 'error "none"'],
    [
      'a denial',
      () => answeringWith(403, '{"message":"Forbidden"}'),
      'HTTP 403: {"message":"Forbidden"}; may this address call',
    ],
  ])('tells %s from the contract, and sends nothing more', async (_, start, got) => {
    const { verdict, requests, checks, notRun } = await certifyAt(await start());
    expect(verdict.kind).toBe('not-the-contract');
    expect(verdict.summary).toContain(got);
    expect(requests).toBe(1);
    expect(checks[0]).toMatchObject({ group: 'first delivery', passed: false });
    expect(notRun).toContain('retransmission storm');
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
    const { failedGroups, notRun, verdict } = await certifyAt(url, { timeLimitMs: 1_500 });
    expect(failedGroups).toEqual(['retransmission']);
    expect(notRun.at(0)).toBe('retransmission storm');
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

  it('names all the places in which it is broken', async () => {
    const { url } = await anEndpoint({
      answer: async (event, handle) => {
        const result = await handle(event);
        return result.body.includes('"error":7') ? { ...result, statusCode: 400 } : result;
      },
    });
    const { verdict, failedGroups, failures } = await certifyAt(url);
    expect(verdict.kind).toBe('broken');
    expect(failedGroups).toEqual([
      'conflict',
      'fields',
      "the provider page's example",
      'content types',
      'malformed JSON',
      'every answer',
    ]);
    expect(failures[0]).toMatchObject({
      got: expect.stringMatching(/^HTTP 400: /),
      provider: expect.stringMatching(/^sees a temporary failure, retransmits up to three times/),
    });
  });

  it('says that the provider gives up at once where it is told so', async () => {
    const { url } = await anEndpoint({
      answer: async (event, handle) =>
        /playerId/.test(event.body ?? '')
          ? toResult({ error: 120, description: '' })
          : handle(event),
    });
    const { failures } = await certifyAt(url);
    expect(failures).toMatchObject([
      {
        check: 'fields of its other revisions',
        provider: "gives up at once: the operator never learns of the session's end",
      },
    ]);
  });
});

describe('latency', () => {
  it('fails p99 and the slowest if two of a hundred callbacks get no answer in time', async () => {
    let callbacks = 0;
    const { url } = await anEndpoint({
      // These requests fall among the hundred timed callbacks, near the end of the run.
      intercept: (request) => request.method === 'POST' && [190, 195].includes(++callbacks),
    });
    const { failures } = await certifyAt(url, { timeLimitMs: 3_000 });
    expect(failures.map(({ check, got }) => [check, got])).toEqual([
      ['100 callbacks, 10 at a time', '98 × error 0, "Success"; 2 × no answer within 3 s'],
      ['p99', 'no answer'],
      ['the slowest', 'no answer'],
    ]);
  });
});

describe('what was agreed', () => {
  it('is judged by the numbering of 27 October 2024, if that holds', async () => {
    const { url } = await anEndpoint({}, { errorCodes: '2024-10-27' });
    expect((await certifyAt(url, { errorCodes: '2024-10-27' })).failures).toEqual([]);
    expect((await certifyAt(url)).failedGroups).toContain('credentials');
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
