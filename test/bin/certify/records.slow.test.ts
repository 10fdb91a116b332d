import pMap from 'p-map';
import { describe, expect, it } from 'vitest';
import { type Body, demoPartner } from '../../builders/callback.ts';
import { certifyAt } from '../../builders/certification.ts';
import { anEndpoint, type Fault, toResult } from '../../builders/endpoint.ts';
import { aQueryApi, type QueryApiFault } from '../../builders/query-api.ts';

const inRecords = (...checks: string[]) => checks.map((check) => `records: ${check}`);
const changing = (change: (record: Body) => Body): QueryApiFault => ({
  show: (record) => ({ ...record, ...change(record) }),
});

/** Refuses a stranger correctly, but keeps the stranger's callback. */
const keepingRefused: Fault = {
  answer: async (event, handle) => {
    const result = await handle(event);
    if (!result.body.includes('not a known pair')) return result;
    await handle({
      ...event,
      body: JSON.stringify({ ...JSON.parse(event.body ?? ''), ...demoPartner }),
    });
    return result;
  },
};

/** Answers some callbacks with success before anything is durable. */
const forgetting: Fault = {
  answer: async (event, handle) =>
    /-user-0090"/.test(event.body ?? '')
      ? toResult({ error: 0, description: 'Success' })
      : handle(event),
};

const tokens = new Map<unknown, string>();
const rememberingTokens: Fault = {
  answer: (event, handle) => {
    const [, uuid, token] = [/./, /"uuid":"([^"]+)"/, /"token":"([^"]+)"/].map(
      (part) => part.exec(event.body ?? '')?.[1],
    );
    if (token !== undefined && !tokens.has(uuid)) tokens.set(uuid, token);
    return handle(event);
  },
};

const conflicted = new Set<unknown>();
const overwriting: Fault = {
  answer: async (event, handle) => {
    const result = await handle(event);
    if (result.body.includes('received before')) conflicted.add(JSON.parse(event.body ?? '').uuid);
    return result;
  },
};

/** Endpoints with correct answers and wrong records, each with the only checks that notice it. */
const broken: [title: string, fault: Fault, queryFault: QueryApiFault, failed: string[]][] = [
  ['forgets what it answered 0', forgetting, {}, inRecords('callbacks answered 0')],
  ['keeps what it refused', keepingRefused, {}, inRecords('refused callbacks')],
  ['stores duplicates', {}, { copies: 2 }, inRecords('the storm', 'lists by session and by user')],
  ['does not list', {}, { copies: 0 }, inRecords('the storm', 'lists by session and by user')],
  [
    'loses Unicode',
    {},
    changing(({ userId }) => ({ userId: `${userId}`.replace(/[^ -~]/g, '?') })),
    inRecords('Unicode'),
  ],
  [
    'composes Unicode',
    {},
    changing(({ sessionId }) => ({ sessionId: `${sessionId}`.normalize('NFC') })),
    inRecords('Unicode'),
  ],
  [
    'writes providerId in one way',
    {},
    changing(() => ({ providerId: 'Luckymonaco' })),
    inRecords('fields'),
  ],
  [
    'digests another token',
    {},
    changing(() => ({ tokenSha256: '0'.repeat(64) })),
    inRecords('credentials', 'a uuid with conflicts'),
  ],
  [
    'shows the secureLogin',
    {},
    changing(() => ({ secureLogin: demoPartner.secureLogin })),
    inRecords('credentials', 'a uuid with conflicts'),
  ],
  [
    'keeps the token',
    rememberingTokens,
    changing(({ uuid }) => ({ note: `came with ${tokens.get(uuid)}` })),
    inRecords('credentials', 'a uuid with conflicts'),
  ],
  [
    'does not count retransmissions',
    {},
    changing(() => ({ deliveries: 1 })),
    inRecords('retransmissions', 'a uuid with conflicts', 'the storm'),
  ],
  [
    'overwrites on a conflict',
    overwriting,
    changing(({ uuid, userId }) => ({ userId: conflicted.has(uuid) ? 'other' : userId })),
    inRecords('a uuid with conflicts'),
  ],
];

/** Resolves to the checks that fail for an endpoint and its query API. */
async function failedChecks(fault: Fault, queryFault: QueryApiFault): Promise<string[]> {
  const { url, records } = await anEndpoint(fault);
  const queryUrl = await aQueryApi(records, queryFault);
  return (await certifyAt(url, { queryUrl })).failed;
}

describe('certify with the records', () => {
  it('sees what each endpoint breaks, and nothing else', async () => {
    // Most of a run is waiting for lists that lag behind, so the runs go on at the same time.
    const found = await pMap(
      broken,
      async ([title, fault, queryFault]) => [title, await failedChecks(fault, queryFault)],
      { concurrency: 4 },
    );

    expect(found).toEqual(broken.map(([title, , , failed]) => [title, failed]));
  }, 300_000);

  it('says in one check that the query API cannot be reached, or refuses', async () => {
    const { url } = await anEndpoint();
    const forbidden = await anEndpoint();

    for (const queryUrl of ['http://127.0.0.1:1', forbidden.url]) {
      const { failed, verdict } = await certifyAt(url, { queryUrl });
      expect(failed).toEqual(inRecords('the query API'));
      expect(verdict).toMatchObject({ kind: 'broken-in-one-place' });
    }
  });
});
