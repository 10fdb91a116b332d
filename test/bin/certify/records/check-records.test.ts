import { describe, expect, it } from 'vitest';
import { unicode } from '../../../../bin/certify/checks/bodies.ts';
import { credentials } from '../../../../bin/certify/checks/credentials.ts';
import {
  conflict,
  firstDelivery,
  retransmission,
} from '../../../../bin/certify/checks/same-uuid.ts';
import { checkRecords } from '../../../../bin/certify/records/check-records.ts';
import {
  recordsReader,
  type SessionRecords,
} from '../../../../bin/certify/records/records-reader.ts';
import type { Delivery, Exchange } from '../../../../bin/certify/run.ts';
import { pace } from '../../../../bin/kit/pace.ts';
import { type Body, demoPartner } from '../../../builders/callback.ts';
import { aRun } from '../../../builders/certification.ts';
import { memoryRecords } from '../../../builders/memory-records.ts';
import { aCallbackEvent, aContext } from '../../../builders/proxy-event.ts';
import { aHandler } from '../../../builders/receiver.ts';

/** Sends the callbacks of some groups to the real handler. */
async function aFinishedRun() {
  const records = memoryRecords();
  const { handler } = aHandler({ store: records.store });
  const exchanges: Exchange[] = [];
  const run = {
    ...aRun(),
    async send(delivery: Delivery) {
      const event = aCallbackEvent(delivery.body ?? delivery.callback);
      const { statusCode: status, body } = await handler(event, aContext());
      const answer = { status, body, contentType: 'application/json', headers: '', durationMs: 1 };
      const exchange: Exchange = { ...delivery, reply: { kind: 'answered', ...answer } };
      exchanges.push(exchange);
      return exchange;
    },
  };
  for (const group of [firstDelivery, retransmission, conflict, unicode, credentials])
    await group.send(run);
  return { exchanges, records };
}

type Finished = Awaited<ReturnType<typeof aFinishedRun>>;

/** What a query API shows of the records, wrong on purpose. */
interface Fault {
  /** Changes each record. The callback is the one that was refused as a conflict last. */
  readonly show?: (record: Body, run: Finished) => Body | undefined;
  /** How often a list shows each record. */
  readonly copies?: number;
  /** Keeps a record of each refused callback. */
  readonly keepsRefused?: boolean;
}

/** Returns the records of a run. Lists lag behind by one read. */
function recordsOf(
  run: Finished,
  { show, copies = 1, keepsRefused = false }: Fault,
): SessionRecords {
  const { all } = run.records;
  const read = new Set<string>();
  async function* list(value: string, field: 'sessionId' | 'userId') {
    const isFresh = read.has(value);
    read.add(value);
    if (isFresh) {
      const [record] = all().filter((each) => each[field] === value);
      for (let i = 0; i < copies && record !== undefined; i += 1) yield record;
    }
  }
  return {
    async get(uuid) {
      const record = all().find((each) => each.uuid === uuid);
      if (record === undefined) return keepsRefused ? all()[0] : undefined;
      return show === undefined ? record : (show({ ...record }, run) as typeof record | undefined);
    },
    bySession: (sessionId) => list(sessionId, 'sessionId'),
    byUser: (userId) => list(userId, 'userId'),
  };
}

const changing = (change: (record: Body) => Body): Fault => ({
  show: (record) => ({ ...record, ...change(record) }),
});

const sentToken = ({ exchanges }: Finished, uuid: unknown) =>
  exchanges.find(({ callback }) => callback['uuid'] === uuid)?.callback['token'];

const isContested = ({ exchanges }: Finished, uuid: unknown) =>
  exchanges.some(({ callback, expected }) => callback['uuid'] === uuid && !expected.isRecorded);

/** Ways to keep wrong records, each with the only checks that notice it. */
const broken: [title: string, fault: Fault, failed: string[]][] = [
  [
    'forgets what it answered 0',
    { show: (record) => (/-user-0001$/.test(`${record['userId']}`) ? undefined : record) },
    ['callbacks answered 0'],
  ],
  ['keeps what it refused', { keepsRefused: true }, ['refused callbacks']],
  ['stores duplicates', { copies: 2 }, ['the storm', 'lists by session and by user']],
  ['does not list', { copies: 0 }, ['the storm', 'lists by session and by user']],
  [
    'loses Unicode',
    changing(({ userId }) => ({ userId: `${userId}`.replace(/[^ -~]/g, '?') })),
    ['Unicode'],
  ],
  [
    'composes Unicode',
    changing(({ sessionId }) => ({ sessionId: `${sessionId}`.normalize('NFC') })),
    ['Unicode'],
  ],
  ['writes providerId in one way', changing(() => ({ providerId: 'Luckymonaco' })), ['fields']],
  [
    'digests another token',
    changing(() => ({ tokenSha256: '0'.repeat(64) })),
    ['credentials', 'a uuid with conflicts'],
  ],
  [
    'shows the secureLogin',
    changing(() => ({ secureLogin: demoPartner.secureLogin })),
    ['credentials', 'a uuid with conflicts'],
  ],
  [
    'keeps the token',
    { show: (record, run) => ({ ...record, note: `came with ${sentToken(run, record['uuid'])}` }) },
    ['credentials', 'a uuid with conflicts'],
  ],
  [
    'does not count retransmissions',
    changing(() => ({ deliveries: 1 })),
    ['retransmissions', 'a uuid with conflicts', 'the storm'],
  ],
  [
    'overwrites on a conflict',
    {
      show: (record, run) =>
        isContested(run, record['uuid']) ? { ...record, userId: 'other' } : record,
    },
    ['a uuid with conflicts'],
  ],
];

const waits: number[] = [];
const wait = async (ms: number) => void waits.push(ms);

const check = (run: Finished, fault: Fault) =>
  checkRecords(
    run.exchanges,
    recordsReader(recordsOf(run, fault), pace(100_000), wait),
    aRun().redactor,
  );

describe('checkRecords', () => {
  it('passes right records, and reads lists again that lag behind', async () => {
    const run = await aFinishedRun();
    const findings = await check(run, {});
    expect(findings).toHaveLength(9);
    expect(findings.filter(({ passed }) => !passed)).toEqual([]);
    expect(waits).toEqual([250, 250, 250]);
  });

  it.each(broken)('sees that an endpoint %s, and nothing else', async (_, fault, failed) => {
    const run = await aFinishedRun();
    const findings = await check(run, fault);
    const failures = findings.filter(({ passed }) => !passed);
    expect(failures.map(({ check }) => check)).toEqual(failed);
    for (const { provider } of failures) expect(provider).toMatch(/^sees nothing of it/);
  });

  it('gives up on a record after some seconds', async () => {
    const run = await aFinishedRun();
    waits.length = 0;
    await check(run, { copies: 0 });
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(3 * 9 * 250);
  });
});
