import { randomInt } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainFailure } from '../../../bin/records/explain-failure.ts';
import { reconcile as reconcileList } from '../../../bin/records/reconcile.ts';
import { dynamoDbSessionRecordEraser } from '../../../lambda/records/session-record-eraser.ts';
import { aCallback, hex } from '../../builders/callback.ts';
import { aFile, startLocalRecords } from '../../builders/local-records.ts';
import { memoryRecords } from '../../builders/memory-records.ts';
import { aQueryApi } from '../../builders/query-api.ts';
import { aSessionRecord } from '../../builders/session-record.ts';

let local: Awaited<ReturnType<typeof startLocalRecords>>;
beforeAll(async () => {
  local = await startLocalRecords();
});
afterAll(() => local.close());

async function stored(overrides = {}) {
  const record = aSessionRecord({ userId: hex(), ...overrides });
  await local.store.write(record);
  return record;
}

const toCsv = (rows: readonly { uuid: string; sessionId: string; userId: string }[]) =>
  [
    'uuid,sessionId,userId',
    ...rows.map((row) => `${row.uuid},${row.sessionId},${row.userId}`),
  ].join('\n');

/** Reconciles a list and resolves to the output, with the rows of its JSON. */
async function reconcile(content: string | Buffer, ...args: string[]) {
  const result = await local.records('reconcile', aFile(content), '--format', 'json', ...args);
  return { ...result, rows: result.stdout === '' ? [] : JSON.parse(result.stdout) };
}

/** Does the same without a process of its own, and resolves to the command's result. */
function reconcileHere(content: string | Buffer) {
  const unset = { requestsPerSecond: undefined, format: undefined };
  const api = { name: local.url };
  return reconcileList({ command: 'reconcile', api, file: aFile(content), ...unset });
}

describe('npm run records -- reconcile', () => {
  it('finds the 100 lost and 10 altered of 10,000 callbacks', async () => {
    const records = Array.from({ length: 10_000 }, () => aSessionRecord({ userId: hex() }));
    const lost = new Set(
      records
        .slice(0, 9_900)
        .toSorted(() => randomInt(3) - 1)
        .slice(0, 100),
    );
    const { store, reader } = memoryRecords();
    for (const record of records) if (!lost.has(record)) await store.write(record);
    const altered = records.slice(9_900, 9_910);
    const list = records.map((record) =>
      altered.includes(record) ? { ...record, userId: 'other' } : record,
    );

    const url = await aQueryApi({ reader });
    const { status, rows, stderr } = await reconcile(toCsv(list), '--url', url);

    expect(status).toBe(1);
    expect(rows).toHaveLength(10_000);
    const uuidsOf = (wanted: string, fields: string) =>
      rows
        .filter(
          (row: { result: string; fields: string }) =>
            row.result === wanted && row.fields === fields,
        )
        .map(({ uuid }: { uuid: string }) => uuid)
        .toSorted();
    expect(uuidsOf('missing', '')).toEqual([...lost].map(({ uuid }) => uuid).toSorted());
    expect(uuidsOf('different', 'userId')).toEqual(altered.map(({ uuid }) => uuid).toSorted());
    expect(uuidsOf('found', '')).toHaveLength(9_890);
    expect(stderr).toContain('10000 callbacks: 9890 found, 100 missing, 10 different, 0 erased\n');
  }, 300_000);

  it('has the status 0 where all are there, and says what was compared', async () => {
    const record = await stored();
    const { uuid, sessionId } = record;

    expect(await reconcile(`date,uuid,sessionId\nyesterday,${uuid},${sessionId}\n`)).toMatchObject({
      status: 0,
      rows: [{ line: 2, uuid, result: 'found' }],
      stderr: [
        '1 callbacks: 1 found, 0 missing, 0 different, 0 erased',
        'compared: sessionId',
        'not compared, since no record has them: date',
        '',
      ].join('\n'),
    });
  });

  it('shows in a table what is not simply found', async () => {
    const [found, different] = [await stored(), await stored()];
    const missing = aSessionRecord({ userId: hex() });
    const file = aFile(toCsv([found, { ...different, sessionId: 'x', userId: 'y' }, missing]));

    const { status, stdout } = await local.records('reconcile', file, '--format', 'table');

    expect(status).toBe(1);
    expect(stdout.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['line', 'uuid', 'result', 'fields'],
      ['3', different.uuid, 'different', 'sessionId userId'],
      ['4', missing.uuid, 'missing'],
      [''],
    ]);
  });

  it('takes an erased record for received, since it was', async () => {
    const record = await stored();
    const eraser = dynamoDbSessionRecordEraser(local);
    await eraser.erase(record.userId, record);

    expect(await reconcile(toCsv([record]))).toMatchObject({
      status: 0,
      rows: [{ uuid: record.uuid, result: 'erased' }],
    });
  });

  it('compares what a record keeps as a digest only, and never prints it', async () => {
    const { token } = aCallback();
    const [right, wrong] = [await stored({ token }), await stored({ token: 'another' })];

    const { rows, stdout, stderr } = await reconcile(
      `uuid,token\n${right.uuid},${token}\n${wrong.uuid},${token}\n`,
    );

    expect(rows).toMatchObject([{ result: 'found' }, { result: 'different', fields: 'token' }]);
    expect(stdout + stderr).not.toContain(token);
  });

  it.each([
    ['quoted fields', (uuid: string, userId: string) => `"uuid","userId"\n"${uuid}","${userId}"\n`],
    ['CRLF', (uuid: string, userId: string) => `uuid,userId\r\n${uuid},${userId}\r\n\r\n`],
    ['a byte order mark', (uuid: string, userId: string) => `\ufeffuuid,userId\n${uuid},${userId}`],
    ['semicolons', (uuid: string, userId: string) => `uuid;userId;a\n${uuid};${userId};1,5\n`],
    ['tabs', (uuid: string, userId: string) => `uuid\tuserId\n${uuid}\t${userId}\n`],
    ['spaces around', (uuid: string, userId: string) => `uuid , userId\n ${uuid} , ${userId} \n`],
    ['other spellings', (uuid: string, userId: string) => `UUID,User ID\n${uuid},${userId}\n`],
    [
      'UTF-16',
      (uuid: string, userId: string) =>
        Buffer.from(`\ufeffuuid,userId\n${uuid},${userId}\n`, 'utf16le'),
    ],
  ])('reads a list with %s', async (_, write) => {
    const record = await stored();
    expect(await reconcileHere(write(record.uuid, record.userId))).toMatchObject({
      status: 0,
      rows: [{ uuid: record.uuid, result: 'found' }],
      notes: expect.arrayContaining(['compared: userId']),
    });
  });

  it('reads what holds separators and line breaks between quotes', async () => {
    const record = await stored({ userId: 'a, "b";\nc' });
    const { status } = await reconcileHere(`uuid,userId\n${record.uuid},"a, ""b"";\nc"\n`);
    expect(status).toBe(0);
  });

  it.each([
    ['no uuid', 'sessionId,userId\na,b\n', /its first line needs a column uuid/],
    ['nothing', '', /its first line needs a column uuid/],
    ['a column twice', 'uuid,userId,user_id\na,b,c\n', /it has the column userId more than once/],
    ['a row without uuid', 'uuid,userId\na,b\n,c\n', /line 3 has no uuid/],
    ['a short row', 'uuid,userId\na\n', /Invalid Record Length: .*line 2/],
    ['an open quote', 'uuid,userId\n"a,b\n', /Quote Not Closed: .*line/],
  ])('refuses a list with %s in one line', async (_, content, message) => {
    const line = explainFailure(await reconcileHere(content).catch((error: unknown) => error));
    expect(line).toMatch(message);
    expect(line.split('\n')).toHaveLength(1);
  });

  it('has the status 2 and no rows where it refuses a list', async () => {
    expect(await reconcile('sessionId,userId\na,b\n')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^records: [^\n]*a column uuid[^\n]*\n$/),
    });
  });

  it('asks no faster than it was told to', async () => {
    const records = await Promise.all(Array.from({ length: 9 }, () => stored()));
    const startedAt = performance.now();
    const { status } = await local.records(
      'reconcile',
      aFile(toCsv(records)),
      '--requests-per-second',
      '3',
    );
    expect(status).toBe(0);
    expect(performance.now() - startedAt).toBeGreaterThan(2_000);
  });
});

describe('our own export', () => {
  it('can be reconciled with the records that it came from', async () => {
    const record = await stored();
    const { stdout } = await local.records(
      'list',
      '--user',
      record.userId,
      '--details',
      '--format',
      'csv',
    );
    expect(parse(stdout)).toHaveLength(2);
    expect(await reconcile(stdout)).toMatchObject({ status: 0 });
  });
});
