import { describe, expect, it } from 'vitest';
import { askedRecords } from '../../builders/asked-records.ts';
import { hex } from '../../builders/callback.ts';

describe('get', () => {
  it('shows the whole record', async () => {
    const { stored, ask } = await askedRecords();
    const { uuid, sessionId, userId, sourceIp, tokenSha256 } = await stored();
    expect(await ask('get', uuid)).toMatchObject({
      status: 0,
      rows: [{ uuid, sessionId, userId, sourceIp, tokenSha256, deliveries: 1 }],
      notes: [],
    });
  });

  it('has the status 1 where there is none, and says so', async () => {
    const { ask } = await askedRecords();
    expect(await ask('get', hex())).toMatchObject({
      status: 1,
      rows: [],
      notes: ['there is no record with this uuid'],
    });
  });
});

describe('list', () => {
  it("lists a player's records, between two moments and in the order asked for", async () => {
    const { stored, ask } = await askedRecords();
    const userId = hex();
    const uuids: string[] = [];
    for (const day of [1, 2, 3, 4]) {
      const receivedAt = `2026-01-0${day}T00:00:00.000Z`;
      uuids.push((await stored({ userId, receivedAt, retentionDays: 9_999 })).uuid);
    }
    const span = ['--from', '2026-01-02', '--to', '2026-01-04'];
    const found = await ask('list', '--user', userId, ...span, '--order', 'oldest');
    expect(found.rows.map(({ uuid }) => uuid)).toEqual(uuids.slice(1, 3));
  });

  it('shows rows, and whole records where they are asked for', async () => {
    const { stored, ask } = await askedRecords();
    const { uuid, sessionId, tokenSha256 } = await stored();
    expect(await ask('list', '--session', sessionId)).toMatchObject({
      columns: ['uuid', 'sessionId', 'userId', 'providerId', 'receivedAt'],
      rows: [{ uuid }],
    });
    expect(await ask('list', '--session', sessionId, '--details')).toMatchObject({
      columns: expect.arrayContaining(['tokenSha256', 'deliveries']),
      rows: [{ uuid, tokenSha256, deliveries: 1 }],
    });
  });

  it('has the status 0 where there is nothing, and says so', async () => {
    const { ask } = await askedRecords();
    expect(await ask('list', '--user', hex())).toMatchObject({
      status: 0,
      rows: [],
      notes: ['there is no such record'],
    });
  });
});
