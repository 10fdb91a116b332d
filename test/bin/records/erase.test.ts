import { describe, expect, it } from 'vitest';
import { askedRecords } from '../../builders/asked-records.ts';
import { hex } from '../../builders/callback.ts';

describe('erase', () => {
  it("erases one player's records only, and says what it cannot reach", async () => {
    const { stored, ask, erase } = await askedRecords();
    const userId = hex();
    const [one, two, other] = [await stored({ userId }), await stored({ userId }), await stored()];

    const { status, rows, notes } = await erase(userId);

    expect(status).toBe(0);
    expect(rows.toSorted((a, b) => String(a['uuid']).localeCompare(String(b['uuid'])))).toEqual(
      [one.uuid, two.uuid].toSorted().map((uuid) => ({ uuid, result: 'erased' })),
    );
    expect(notes.join('\n')).toMatch(/^2 records erased\nNot reached: .*docs\/retention\.md/s);
    expect(await ask('get', one.uuid)).toMatchObject({
      status: 1,
      notes: ['the record was erased'],
    });
    expect(await ask('get', other.uuid)).toMatchObject({ status: 0 });
  });

  it('only lists them in a dry run', async () => {
    const { stored, ask, erase } = await askedRecords();
    const { uuid, userId } = await stored();

    expect(await erase(userId, true)).toMatchObject({
      status: 0,
      rows: [{ uuid, result: 'would be erased' }],
      notes: expect.arrayContaining(['1 records would be erased']),
    });
    expect(await ask('get', uuid)).toMatchObject({ status: 0 });
  });

  it('erases what arrives while it runs', async () => {
    const { stored, erase } = await askedRecords();
    const userId = hex();
    await stored({ userId });
    const running = erase(userId);
    for (let i = 0; i < 10; i += 1) await stored({ userId });
    expect((await running).rows).toHaveLength(11);
  });
});
