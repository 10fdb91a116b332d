import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pMap from 'p-map';
import type { SessionRecordDetails, SessionRecordRow } from '../../../lib/client/session-record.ts';
import type { Redactor } from '../../kit/redactor.ts';
import type { Finding } from '../group.ts';
import type { Exchange, Fields } from '../run.ts';
import { type Entry, isCounted, type Ledger, ledger, type Recorded } from './ledger.ts';
import { readUntilFound, type SessionRecords, type Wait } from './session-records.ts';

const atOnce = 10;

/** Checks the records that the run's callbacks left, as the query API shows them. */
export async function checkRecords(
  exchanges: readonly Exchange[],
  source: SessionRecords,
  redactor: Redactor,
  wait: Wait = sleep,
): Promise<Finding[]> {
  try {
    const { entries, refused } = ledger(exchanges);
    const recorded = (
      await pMap(entries, (entry) => readUntilFound(() => find(source, entry), wait), {
        concurrency: atOnce,
      })
    ).flat();
    return [
      finding(
        ['callbacks answered 0', 'a record of each', 'are incomplete'],
        `${recorded.length} of ${entries.length}`,
        recorded.length === entries.length,
      ),
      ...contentRules.map((rule) => judgeContent(rule, recorded)),
      await checkStorm(source, recorded, wait),
      await checkLists(source, recorded, wait),
      await checkRefused(source, refused),
    ];
  } catch (error) {
    const got = redactor.conceal(error instanceof Error ? error.message : 'it failed');
    return [finding(['the query API', 'the records', 'cannot be read'], got, false)];
  }
}

type Wording = readonly [check: string, expected: string, flaw: string];

function finding([check, expected, flaw]: Wording, got: string, passed: boolean): Finding {
  const provider = `sees nothing of it and does nothing: the records that other services rely on ${flaw}`;
  return { check, expected, got, passed, provider: passed ? undefined : provider };
}

async function find(source: SessionRecords, entry: Entry): Promise<Recorded[]> {
  const record = await source.get(entry.callback.uuid);
  return record === undefined ? [] : [{ ...entry, record }];
}

type Test = (recorded: Recorded) => boolean;

const isContested: Test = (recorded) => recorded.isContested;
const hasUnicode: Test = ({ callback }) => /[^ -~]/.test(JSON.stringify(callback));
/** The record has the callback's fields exactly as sent. */
const hasContent: Test = ({ callback, record }) =>
  (['uuid', 'sessionId', 'userId', 'providerId'] as const).every(
    (field) => record[field] === callback[field],
  );
/** The record has only the SHA-256 of token and secureLogin. */
const hasDigests: Test = ({ callback: { token, secureLogin }, record }) =>
  record.tokenSha256 === sha256(token) &&
  record.secureLoginSha256 === sha256(secureLogin) &&
  !('secureLogin' in record) &&
  (token === undefined || !JSON.stringify(record).includes(JSON.stringify(token).slice(1, -1)));

/** What records are compared by, and which of them. */
const contentRules: readonly [check: string, expected: string, isFor: Test, isRight: Test][] = [
  ['fields', 'as they were sent', (each) => !isContested(each) && !hasUnicode(each), hasContent],
  ['Unicode', 'as it was sent', (each) => !isContested(each) && hasUnicode(each), hasContent],
  ['credentials', 'only their SHA-256', (each) => !isContested(each), hasDigests],
  [
    'retransmissions',
    'counted in deliveries',
    (each) => !isContested(each) && each.sent > 1,
    isCounted,
  ],
  [
    'a uuid with conflicts',
    'still the first callback',
    isContested,
    (each) => hasContent(each) && hasDigests(each) && isCounted(each),
  ],
];

function judgeContent(
  [check, expected, isFor, isRight]: (typeof contentRules)[number],
  all: readonly Recorded[],
): Finding {
  const some = all.filter(isFor);
  const right = some.filter(isRight).length;
  const passed = some.length > 0 && right === some.length;
  return finding([check, expected, 'are wrong'], `${right} of ${some.length}`, passed);
}

function sha256(text: string | undefined): string | undefined {
  return text === undefined ? undefined : createHash('sha256').update(text).digest('hex');
}

/**
 * Checks the callback that was sent most often. Its session's list must have one record, which
 * counts all deliveries.
 */
async function checkStorm(
  source: SessionRecords,
  all: readonly Recorded[],
  wait: Wait,
): Promise<Finding> {
  const [storm] = all.toSorted((one, other) => other.sent - one.sent);
  const listed = await readList(storm, (record) => source.bySession(record.sessionId), wait);
  return finding(
    [
      'the storm',
      `1 record, ${storm?.accepted ?? 'all'} deliveries`,
      'count one ending more than once, or not as often as it came',
    ],
    `${listed.length} of its session, ${storm?.record.deliveries ?? 'no'} deliveries`,
    storm !== undefined && listed.length === 1 && isCounted(storm),
  );
}

/** Checks that the lists of the session and of the user have the first callback. */
async function checkLists(
  source: SessionRecords,
  [first]: readonly Recorded[],
  wait: Wait,
): Promise<Finding> {
  const [bySession, byUser] = await Promise.all([
    readList(first, (record) => source.bySession(record.sessionId), wait),
    readList(first, (record) => source.byUser(record.userId), wait),
  ]);
  return finding(
    ['lists by session and by user', 'the first record, once', 'are not found, or more than once'],
    `${bySession.length} by session, ${byUser.length} by user`,
    [bySession, byUser].every((list) => list.length === 1 && list[0]?.uuid === first?.record.uuid),
  );
}

/** Resolves to the list for a record, or to nothing without a record. */
async function readList(
  recorded: Recorded | undefined,
  list: (record: SessionRecordDetails) => AsyncIterable<SessionRecordRow>,
  wait: Wait,
): Promise<SessionRecordRow[]> {
  if (recorded === undefined) return [];
  return readUntilFound(async () => {
    const found: SessionRecordRow[] = [];
    for await (const row of list(recorded.record)) found.push(row);
    return found;
  }, wait);
}

async function checkRefused(source: SessionRecords, refused: Ledger['refused']): Promise<Finding> {
  const remains = await pMap(refused, (callback) => hasRemains(source, callback), {
    concurrency: atOnce,
  });
  const left = remains.filter(Boolean).length;
  const wording = ['refused callbacks', 'no record', 'hold what was refused'] as const;
  return finding(wording, `${left} of ${remains.length} recorded`, left === 0);
}

/**
 * Resolves to whether a callback left a record. If its uuid cannot be a key, the lookup uses its
 * session or user.
 */
async function hasRemains(source: SessionRecords, callback: Fields): Promise<boolean> {
  const { uuid, sessionId, userId } = callback;
  if (isKey(uuid)) return (await source.get(uuid)) !== undefined;
  if (isKey(sessionId)) return hasAny(source.bySession(sessionId));
  return isKey(userId) && hasAny(source.byUser(userId));
}

function isKey(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 256;
}

async function hasAny(list: AsyncIterable<unknown>): Promise<boolean> {
  for await (const _ of list) return true;
  return false;
}
