import { text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hex } from '../../builders/callback.ts';
import { runCommand } from '../../builders/command.ts';
import { anHttpServer } from '../../builders/http-server.ts';
import { startLocalRecords } from '../../builders/local-records.ts';
import { aSessionRecord } from '../../builders/session-record.ts';

let local: Awaited<ReturnType<typeof startLocalRecords>>;
beforeAll(async () => {
  local = await startLocalRecords();
});
afterAll(() => local.close());

/** Stores the records of a player, one a day. */
async function aPlayer(days: number) {
  const userId = hex();
  const records = Array.from({ length: days }, (_, i) =>
    aSessionRecord({ userId, receivedAt: `2026-01-0${i + 1}T00:00:00.000Z`, retentionDays: 9_999 }),
  );
  for (const record of records) await local.store.write(record);
  return { userId, records };
}

describe('npm run records -- get', () => {
  it('shows the whole record', async () => {
    const record = aSessionRecord();
    await local.store.write(record);

    const { status, stdout } = await local.records('get', record.uuid, '--format', 'json');

    expect(status).toBe(0);
    const { uuid, sessionId, userId, sourceIp } = record;
    expect(JSON.parse(stdout)).toMatchObject([
      { uuid, sessionId, userId, sourceIp, deliveries: 1 },
    ]);
  });

  it('has the status 1 where there is none, and says so', async () => {
    expect(await local.records('get', hex())).toMatchObject({
      status: 1,
      stderr: 'there is no record with this uuid\n',
    });
  });
});

describe('npm run records -- list', () => {
  it("lists a player's records, between two moments and in the order asked for", async () => {
    const { userId, records } = await aPlayer(4);
    const span = ['--from', '2026-01-02', '--to', '2026-01-04', '--order', 'oldest'];

    const { status, stdout } = await local.records(
      'list',
      '--user',
      userId,
      ...span,
      '--format',
      'json',
    );

    expect(status).toBe(0);
    expect(JSON.parse(stdout).map(({ uuid }: { uuid: string }) => uuid)).toEqual(
      records.slice(1, 3).map(({ uuid }) => uuid),
    );
  });

  it('is CSV where nobody looks, with whole records where they are asked for', async () => {
    const { userId, records } = await aPlayer(1);

    const { stdout } = await local.records('list', '--user', userId, '--details');

    expect(parse(stdout, { columns: true })).toMatchObject([
      { userId, uuid: records[0]?.uuid, tokenSha256: records[0]?.tokenSha256, deliveries: '1' },
    ]);
  });

  it('lets no cell start a formula, whatever a caller has sent', async () => {
    const sessionId = hex();
    const userIds = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '"=1', 'a,"b"\n=1'];
    for (const userId of userIds) await local.store.write(aSessionRecord({ sessionId, userId }));

    const { stdout } = await local.records('list', '--session', sessionId, '--format', 'csv');

    const cells = parse(stdout, { columns: true }).map((row) => (row as { userId: string }).userId);
    expect(cells.toSorted()).toEqual(
      userIds.map((id) => (/^[=+\-@\t\r]/.test(id) ? `'${id}` : id)).toSorted(),
    );
  });

  it('shows a table that control characters cannot change', async () => {
    const sessionId = hex();
    await local.store.write(aSessionRecord({ sessionId, userId: 'a\u001b[2Jb' }));

    const { stdout } = await local.records('list', '--session', sessionId, '--format', 'table');

    expect(stdout).toMatch(/^uuid +sessionId +userId +providerId +receivedAt\n/);
    expect(stdout).toContain('a�[2Jb');
  });

  it('has a header and the status 0 where there is nothing', async () => {
    expect(await local.records('list', '--user', hex())).toEqual({
      status: 0,
      stdout: 'uuid,sessionId,userId,providerId,receivedAt\n',
      stderr: 'there is no such record\n',
    });
  });
});

describe('npm run records', () => {
  it('refuses wrong arguments in one line, with the status 2', async () => {
    expect(await local.records('forget')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'records: give a command: get, list, reconcile, erase (--help tells more)\n',
    });
  });

  it('says what is wrong with a moment in the API’s words', async () => {
    const { status, stderr } = await local.records('list', '--user', 'a', '--from', 'yesterday');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^records: from must be an ISO 8601 date.*\n$/);
  });

  it('has the status 2 where nothing answers', async () => {
    const { status, stderr } = await local.records('get', 'a', '--url', 'http://127.0.0.1:9');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^records: the query API did not answer\..*\n$/);
  });

  it('finds the query API by its stage, in SSM', async () => {
    const record = aSessionRecord();
    await local.store.write(record);
    const asked: string[] = [];
    const ssm = await anHttpServer(async (request, response) => {
      const { Name } = JSON.parse(await text(request));
      asked.push(Name);
      const isKnown = Name === '/session-expired/prod/query-url';
      response.writeHead(isKnown ? 200 : 400, { 'Content-Type': 'application/x-amz-json-1.1' });
      const answer = isKnown
        ? { Parameter: { Value: local.url } }
        : { __type: 'ParameterNotFound' };
      response.end(JSON.stringify(answer));
    });
    const get = (stage: string) =>
      runCommand('bin/records.ts', ['get', record.uuid, '--stage', stage], {
        AWS_ENDPOINT_URL_SSM: ssm,
      });

    expect(await get('prod')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(record.uuid),
    });
    expect(await get('test')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('there is no SSM parameter /session-expired/test/query-url'),
    });
    expect(asked).toHaveLength(2);
  });

  it('prints its usage', async () => {
    const { status, stdout } = await local.records('--help');
    expect(status).toBe(0);
    for (const command of ['get', 'list', 'reconcile', 'erase'])
      expect(stdout).toContain(`-- ${command}`);
  });
});
