import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../bin/kit/exit.ts';
import { tableName } from '../../../bin/local/embedded-dynamodb.ts';
import { reconcile } from '../../../bin/records/reconcile.ts';
import { formatResult } from '../../../bin/records/result.ts';
import { dynamoDbSessionRecordEraser } from '../../../lambda/records/session-record-eraser.ts';
import { aFile, askedRecords } from '../../builders/asked-records.ts';
import { aCallback, hex } from '../../builders/callback.ts';
import { memoryRecords } from '../../builders/memory-records.ts';
import { aQueryApi } from '../../builders/query-api.ts';
import { aSessionRecord } from '../../builders/session-record.ts';

/** Starts the records, with a function that reconciles a list of that content. */
async function reconciled() {
  const records = await askedRecords();
  const reconcile = (content: string | Buffer, ...args: string[]) =>
    records.ask('reconcile', aFile(content), ...args);
  return { ...records, reconcile };
}

const toCsv = (rows: readonly { uuid: string; sessionId: string; userId: string }[]) =>
  [
    'uuid,sessionId,userId',
    ...rows.map((row) => `${row.uuid},${row.sessionId},${row.userId}`),
  ].join('\n');

describe('reconcile', () => {
  it('finds the 10 lost and 3 altered of 1,000 callbacks', async () => {
    const records = Array.from({ length: 1_000 }, () => aSessionRecord({ userId: hex() }));
    const [lost, altered] = [records.slice(500, 510), records.slice(700, 703)];
    const { store, reader } = memoryRecords();
    for (const record of records) if (!lost.includes(record)) await store.write(record);
    const list = records.map((record) =>
      altered.includes(record) ? { ...record, userId: 'other' } : record,
    );

    const { reconcile } = await reconciled();
    const result = await reconcile(toCsv(list), '--url', await aQueryApi({ reader }));

    expect(result.status).toBe(1);
    expect(result.rows).toHaveLength(1_000);
    const found = result.rows.filter(({ result }) => result !== 'found');
    expect(found.map(({ uuid, result, fields }) => [uuid, result, fields])).toEqual([
      ...lost.map(({ uuid }) => [uuid, 'missing', '']),
      ...altered.map(({ uuid }) => [uuid, 'different', 'userId']),
    ]);
    expect(result.notes[0]).toBe('1000 callbacks: 987 found, 10 missing, 3 different, 0 erased');
  });

  it('has the status 0 where all are there, and says what was compared', async () => {
    const { stored, reconcile } = await reconciled();
    const { uuid, sessionId } = await stored();
    expect(await reconcile(`date,uuid,sessionId\nyesterday,${uuid},${sessionId}\n`)).toMatchObject({
      status: 0,
      rows: [{ line: 2, uuid, result: 'found' }],
      notes: [
        '1 callbacks: 1 found, 0 missing, 0 different, 0 erased',
        'compared: sessionId',
        'not compared, since no record has them: date',
      ],
    });
  });

  it('shows in a table what is not simply found', async () => {
    const { stored, reconcile } = await reconciled();
    const [found, different] = [await stored(), await stored()];
    const result = await reconcile(toCsv([found, { ...different, sessionId: 'x', userId: 'y' }]));
    expect(formatResult(result, 'table').split(/\n| {2,}/)).toEqual([
      ...['line', 'uuid', 'result', 'fields'],
      ...['3', different.uuid, 'different', 'sessionId userId', ''],
    ]);
  });

  it('takes an erased record for received, since it was', async () => {
    const { client, stored, reconcile } = await reconciled();
    const record = await stored();
    await dynamoDbSessionRecordEraser({ client, tableName }).erase(record.userId, record);
    expect(await reconcile(toCsv([record]))).toMatchObject({
      status: 0,
      rows: [{ uuid: record.uuid, result: 'erased' }],
    });
  });

  it('compares what a record keeps as a digest only, and never prints it', async () => {
    const { stored, reconcile } = await reconciled();
    const { token } = aCallback();
    const [right, wrong] = [await stored({ token }), await stored({ token: 'another' })];
    const result = await reconcile(`uuid,token\n${right.uuid},${token}\n${wrong.uuid},${token}\n`);
    expect(result.rows).toMatchObject([
      { result: 'found' },
      { result: 'different', fields: 'token' },
    ]);
    expect(JSON.stringify(result)).not.toContain(token);
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
    const { stored, reconcile } = await reconciled();
    const record = await stored();
    expect(await reconcile(write(record.uuid, record.userId))).toMatchObject({
      status: 0,
      rows: [{ uuid: record.uuid, result: 'found' }],
      notes: expect.arrayContaining(['compared: userId']),
    });
  });

  it('reads what holds separators and line breaks between quotes', async () => {
    const { stored, reconcile } = await reconciled();
    const record = await stored({ userId: 'a, "b";\nc' });
    const { status } = await reconcile(`uuid,userId\n${record.uuid},"a, ""b"";\nc"\n`);
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
    const file = aFile(content);
    const api = { name: 'http://127.0.0.1:9' };
    const refusal = reconcile(api, file);
    await expect(refusal).rejects.toThrow(UsageError);
    await expect(refusal).rejects.toThrow(message);
  });

  it('takes our own export', async () => {
    const { stored, ask, reconcile } = await reconciled();
    const { userId } = await stored();
    const exported = formatResult(await ask('list', '--user', userId, '--details'), 'csv');
    expect(await reconcile(exported)).toMatchObject({ status: 0, rows: [{ result: 'found' }] });
  });
});
