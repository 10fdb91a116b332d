import { createHash } from 'node:crypto';
import pMap from 'p-map';
import type { Redactor } from '../../kit/redactor.ts';
import type { Finding } from '../group.ts';
import type { Exchange, Fields } from '../run.ts';
import { isCounted, type Ledger, ledger, type Recorded } from './ledger.ts';
import type { RecordsReader } from './records-reader.ts';

const atOnce = { concurrency: 10 };

/** Checks the records that the run's callbacks left, as the query API shows them. */
export async function checkRecords(
  exchanges: readonly Exchange[],
  reader: RecordsReader,
  redactor: Redactor,
): Promise<Finding[]> {
  try {
    const { entries, refused } = ledger(exchanges);
    const found = await pMap(
      entries,
      async (entry) => {
        const records = await reader.patiently.get(entry.callback.uuid);
        return records.map((record): Recorded => ({ ...entry, record }));
      },
      atOnce,
    );
    const recorded = found.flat();
    return [
      finding(
        ['callbacks answered 0', 'a record of each', 'are incomplete'],
        `${recorded.length} of ${entries.length}`,
        recorded.length === entries.length,
      ),
      ...contentRules.map((rule) => judgeContent(rule, recorded)),
      await checkStorm(reader, recorded),
      await checkLists(reader, recorded),
      await checkRefused(reader, refused),
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
async function checkStorm(reader: RecordsReader, all: readonly Recorded[]): Promise<Finding> {
  const [storm] = all.toSorted((one, other) => other.sent - one.sent);
  const listed = storm ? await reader.patiently.list('bySession', storm.record.sessionId) : [];
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
async function checkLists(reader: RecordsReader, [first]: readonly Recorded[]): Promise<Finding> {
  const { list } = reader.patiently;
  const lists = first
    ? [await list('bySession', first.record.sessionId), await list('byUser', first.record.userId)]
    : [[], []];
  const [bySession, byUser] = lists.map(({ length }) => length);
  return finding(
    ['lists by session and by user', 'the first record, once', 'are not found, or more than once'],
    `${bySession} by session, ${byUser} by user`,
    lists.every((rows) => rows.length === 1 && rows[0]?.uuid === first?.record.uuid),
  );
}

async function checkRefused(reader: RecordsReader, refused: Ledger['refused']): Promise<Finding> {
  const remains = await pMap(refused, (callback) => readRemains(reader, callback), atOnce);
  const left = remains.filter(({ length }) => length > 0).length;
  return finding(
    ['refused callbacks', 'no record', 'hold what was refused'],
    `${left} of ${remains.length} recorded`,
    left === 0,
  );
}

/**
 * Resolves to what a callback left. If its uuid cannot be a key, the lookup uses its session or
 * user.
 */
async function readRemains(
  { get, list }: RecordsReader,
  { uuid, sessionId, userId }: Fields,
): Promise<readonly unknown[]> {
  if (isKey(uuid)) return get(uuid);
  if (isKey(sessionId)) return list('bySession', sessionId);
  return isKey(userId) ? list('byUser', userId) : [];
}

function isKey(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 256;
}
