import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { demoPartner } from '../../builders/callback.ts';
import { certifyAt } from '../../builders/certification.ts';
import { anEndpoint, type Fault, toResult } from '../../builders/endpoint.ts';
import { answering, isText, refusing, rewriting, seeing, typed } from '../../builders/faults.ts';

const known = ['secureLogin', 'providerId', 'sessionId', 'userId', 'token', 'uuid'];
const form = (...rules: string[]) => rules.map((rule) => `every answer: ${rule}`);
const inGroup = (group: string, ...checks: string[]) => checks.map((check) => `${group}: ${check}`);

const closingUnderLoad = (): Fault => {
  let open = 0;
  return {
    intercept: (request, response) => {
      open += 1;
      response.once('close', () => {
        open -= 1;
      });
      if (open > 20) request.destroy();
      return open > 20;
    },
    answer: async (event, handle) => {
      // Requests that come together are open together, however fast they are answered.
      for (let turns = 0; turns < 50; turns += 1) await nextTurn();
      return handle(event);
    },
  };
};

const answeringOnce = (): Fault => {
  const seen = new Set<unknown>();
  return answering((answer, { uuid }) => {
    const isAgain = answer['error'] === 0 && seen.has(uuid);
    seen.add(uuid);
    return isAgain ? { error: 0, description: 'Received before' } : answer;
  });
};

/** Ways to break the contract, each with the only checks that notice it. */
const broken: [title: string, fault: Fault, failed: string[]][] = [
  [
    'sends error as a text',
    answering((answer) => ({ ...answer, error: `${answer.error}` })),
    form('error'),
  ],
  [
    'describes at length',
    answering((answer) => ({ ...answer, description: answer.description.padEnd(257, '.') })),
    form('description'),
  ],
  [
    'describes only failures',
    answering(({ error, description }) => (error === 0 ? { error } : { error, description })),
    form('the body', 'description'),
  ],
  ['adds a field', answering((answer) => ({ ...answer, requestId: 1 })), form('the body')],
  ['calls its answer HTML', typed('text/html'), form('content type')],
  ['does not type its answer', typed(''), form('content type')],
  [
    'leaks the token',
    answering((answer, { token }) => ({
      ...answer,
      description: `${answer.description} ${token}`.slice(0, 256),
    })),
    form('what was sent'),
  ],
  [
    'echoes a refused value',
    answering((answer, { userId }) =>
      answer.error === 7
        ? { ...answer, description: `${answer.description} ${userId}`.slice(0, 256) }
        : answer,
    ),
    form('what was sent'),
  ],
  [
    'echoes the session in a header',
    {
      answer: async (event, handle) => {
        const result = await handle(event);
        const [session = ''] = /certify-\w+-session-\d+/.exec(event.body ?? '') ?? [];
        return { ...result, headers: { ...result.headers, 'X-Session': session } };
      },
    },
    form('what was sent'),
  ],
  [
    'answers a retransmission otherwise',
    answeringOnce(),
    inGroup('retransmission', 'three retransmissions'),
  ],
  [
    'closes connections under load',
    closingUnderLoad(),
    inGroup('retransmission storm', 'one callback, 50 times at once'),
  ],
  [
    'accepts conflicts',
    answering((answer) =>
      answer.description.includes('received before')
        ? { error: 0, description: 'Success' }
        : answer,
    ),
    inGroup(
      'conflict',
      ...['sessionId', 'userId', 'token'].map((name) => `its uuid with another ${name}`),
    ),
  ],
  ...known.map((field): [string, Fault, string[]] => [
    `does without ${field}`,
    seeing((sent) =>
      Object.keys(sent).length < 5
        ? sent
        : { [field]: demoPartner[field as 'providerId'] ?? 'x', ...sent },
    ),
    inGroup('fields', `${field} missing`),
  ]),
  [
    'cuts off what is too long',
    seeing((sent) => ({
      ...sent,
      ...(typeof sent['userId'] === 'string' && { userId: sent['userId'].slice(0, 256) }),
    })),
    inGroup('fields', 'userId of 257 characters'),
  ],
  [
    'takes a number for a text',
    seeing((sent) => ({
      ...sent,
      ...(typeof sent['sessionId'] === 'number' && { sessionId: `${sent['sessionId']}` }),
    })),
    inGroup('fields', 'sessionId a number'),
  ],
  [
    'takes an empty token',
    seeing((sent) => ({ ...sent, ...(sent['token'] === '' && { token: 'x' }) })),
    inGroup('fields', 'token empty'),
  ],
  [
    'has room for 128 characters only',
    refusing((_, { userId }) => isText(userId) && userId.length > 128),
    inGroup('fields', 'all at their limits (256; token 4096)'),
  ],
  [
    'repairs what is not JSON',
    rewriting((body) => body.replace(/,}$/, '}').replaceAll("'", '"')),
    inGroup('malformed JSON', 'a comma too many', 'single quotes'),
  ],
  [
    'takes a list for an object',
    rewriting((body) => body.replace(/^\[(.*)\]$/, '$1')),
    inGroup('malformed JSON', 'the object in a list'),
  ],
  [
    'is without a limit for bodies',
    rewriting((body) => body.replace(/,"padding.*"/, '')),
    inGroup('oversized body', 'a callback of 20 KiB'),
  ],
  [
    'refuses unknown fields',
    refusing((_, sent) => Object.keys(sent).some((name) => !known.includes(name))),
    inGroup('unknown fields', 'fields of its other revisions', 'values of every type'),
  ],
  [
    'refuses what is not ASCII',
    refusing((event) => /[^ -~]/.test(event.body ?? '')),
    inGroup('Unicode', 'as UTF-8'),
  ],
  [
    'compares the content type as a whole',
    refusing(({ headers }) => /charset/.test(headers['Content-Type'] ?? '')),
    inGroup('content types', 'with a charset', 'with a charset, spaced unusually'),
  ],
  [
    'knows its header in one case only',
    refusing(({ headers }) => !('Content-Type' in headers)),
    inGroup('content types', 'header in lower case', 'header in upper case'),
  ],
  [
    'takes any content type',
    {
      answer: (event, handle) =>
        handle({ ...event, headers: { 'Content-Type': 'application/json' } }),
    },
    inGroup('content types', 'missing', 'text/plain', 'a form'),
  ],
  [
    'takes any secureLogin',
    seeing((sent) => ({
      ...sent,
      ...(isText(sent['secureLogin']) && { secureLogin: demoPartner.secureLogin }),
    })),
    inGroup(
      'credentials',
      'a wrong secureLogin',
      'a token for a secureLogin',
      'secureLogin in other case',
    ),
  ],
  [
    'takes any providerId',
    seeing((sent) => ({
      ...sent,
      ...(isText(sent['providerId']) && { providerId: demoPartner.providerId }),
    })),
    inGroup('credentials', 'a wrong providerId'),
  ],
  [
    'knows providerId in one case only',
    refusing(
      (_, { providerId }) =>
        isText(providerId) && providerId !== demoPartner.providerId && /^lucky/i.test(providerId),
    ),
    inGroup('credentials', 'providerId in lower case', 'providerId in upper case'),
  ],
  [
    'answers anywhere',
    {
      intercept: (request) => {
        Object.assign(request, { method: 'POST', url: '/V4/SessionExpired' });
        return false;
      },
    },
    inGroup(
      'method and path',
      ...['GET', 'PUT', 'DELETE', 'a path below', 'a path beside', 'the bare host'],
    ),
  ],
  [
    'fails at null',
    {
      answer: async (event, handle) =>
        event.body === 'null' ? toResult({ message: 'oh' }, 502) : handle(event),
    },
    [...form('HTTP status'), ...inGroup('malformed JSON', 'null')],
  ],
];

describe('certify, of an endpoint that', () => {
  it.each(broken)('%s, sees that and nothing else', async (_, fault, failed) => {
    const { url } = await anEndpoint(fault);

    const certification = await certifyAt(url, {
      including: failed.map((check) => check.split(':')[0] ?? ''),
    });

    expect(certification.failed.sort()).toEqual(failed.sort());
    expect(certification.verdict.kind).toMatch(/^broken/);
    for (const { provider } of certification.failures) expect(provider).toMatch(/^[a-z].{20}/);
  });
});
