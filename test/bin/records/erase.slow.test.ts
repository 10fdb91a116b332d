import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { erase } from '../../../bin/records/erase.ts';
import { aCallback, hex } from '../../builders/callback.ts';
import { startLocalRecords } from '../../builders/local-records.ts';
import { aSessionRecord } from '../../builders/session-record.ts';

let local: Awaited<ReturnType<typeof startLocalRecords>>;
beforeAll(async () => {
  local = await startLocalRecords();
});
afterAll(() => local.close());

const someRecords = (count: number, userId: string) =>
  Array.from({ length: count }, () => aSessionRecord({ userId }));

async function statusOf(uuid: string): Promise<number> {
  return (await fetch(`${local.url}/session-records/${uuid}`)).status;
}

describe('npm run records -- erase', () => {
  it("erases one player's records only, and prints what it erased and cannot reach", async () => {
    const [userId, other] = [hex(), hex()];
    const records = someRecords(120, userId);
    const [kept] = someRecords(1, other);
    await local.storeAll([...records, kept as (typeof records)[number]]);

    const { status, stdout, stderr } = await local.records(
      'erase',
      '--user',
      userId,
      '--format',
      'json',
    );

    expect(status).toBe(0);
    const rows: { uuid: string; result: string }[] = JSON.parse(stdout);
    expect(rows.map(({ uuid }) => uuid).toSorted()).toEqual(
      records.map(({ uuid }) => uuid).toSorted(),
    );
    expect(new Set(rows.map(({ result }) => result))).toEqual(new Set(['erased']));
    expect(stderr).toMatch(/^120 records erased\nNot reached: .*docs\/retention\.md/s);
    expect((await local.records('list', '--user', userId, '--format', 'json')).stdout).toBe('[]\n');
    expect(await statusOf(records[0]?.uuid as string)).toBe(410);
    expect(await statusOf(kept?.uuid as string)).toBe(200);
  });

  it('only lists them with --dry-run', async () => {
    const userId = hex();
    const records = someRecords(2, userId);
    await local.storeAll(records);

    const { status, stdout, stderr } = await local.records('erase', '--user', userId, '--dry-run');

    expect(status).toBe(0);
    expect(stdout.trim().split('\n').slice(1).toSorted()).toEqual(
      records.map(({ uuid }) => `${uuid},would be erased`).toSorted(),
    );
    expect(stderr).toMatch(/^2 records would be erased\n/);
    for (const { uuid } of records) expect(await statusOf(uuid)).toBe(200);
  });

  it('erases what arrives while it runs', async () => {
    const userId = hex();
    const records = someRecords(30, userId);
    await local.storeAll(records.slice(0, 20));

    const table = { name: local.tableName };
    const running = erase({ command: 'erase', userId, table, isDryRun: false, format: undefined });
    for (const record of records.slice(20)) await local.store.write(record);

    expect((await running).rows).toHaveLength(30);
    for (const { uuid } of records) expect(await statusOf(uuid)).toBe(410);
  });

  it('is told of as erased by get, and a later delivery stores nothing', async () => {
    const callback = aCallback({ userId: hex() });
    const deliver = async () => {
      const body = JSON.stringify(callback);
      const headers = { 'Content-Type': 'application/json' };
      return (
        await fetch(`${local.url}/V4/SessionExpired`, { method: 'POST', headers, body })
      ).json();
    };
    await deliver();
    await local.records('erase', '--user', callback.userId);

    expect(await deliver()).toEqual({ error: 0, description: 'Success' });
    expect(await local.records('get', callback.uuid)).toMatchObject({
      status: 1,
      stderr: 'the record was erased\n',
    });
  });

  it('says in one line that there is no such table', async () => {
    const { status, stderr } = await local.records('erase', '--user', 'a', '--table', 'another');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^records: ResourceNotFoundException: .*\n$/);
  });
});
