import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableName } from '../../../bin/local/embedded-dynamodb.ts';
import { aQuery } from '../../builders/query.ts';
import { aSessionRecord } from '../../builders/session-record.ts';

type Query = Awaited<ReturnType<typeof aQuery>>;
type Row = { uuid: string; receivedAt: string };

const writeRecord = (query: Query, uuid: string, receivedAt: string, userId = 'a') =>
  query.store.write(aSessionRecord({ uuid, userId, receivedAt, retentionDays: 9_999 }));

const writeRecords = async (query: Query, receivedAts: readonly string[], userId = 'a') => {
  for (const [i, receivedAt] of receivedAts.entries())
    await writeRecord(query, `${userId}-${i}`, receivedAt, userId);
};

/** Follows a list's cursors to the end and resolves to its pages. */
async function followPages(
  query: Query,
  parameters: Record<string, string>,
  betweenPages: (page: number) => Promise<unknown> = async () => {},
) {
  const pages: Row[][] = [];
  let cursor: string | undefined;
  do {
    const { body } = await query.list({ ...parameters, ...(cursor !== undefined && { cursor }) });
    pages.push(body.records);
    cursor = body.nextCursor;
    await betweenPages(pages.length);
  } while (cursor !== undefined);
  return pages;
}

describe('following a list to its end', () => {
  const base = Date.UTC(2026, 0, 1);
  const at = (ms: number) => new Date(base + ms).toISOString();

  it('newest first, gives each of 200 records once while new ones arrive', async () => {
    const query = await aQuery();
    // Three records in each millisecond, so that pages end between records of the same moment.
    await writeRecords(
      query,
      Array.from({ length: 200 }, (_, i) => at(Math.floor(i / 3))),
    );
    await writeRecords(query, [at(0), at(1)], 'somebody else');

    const pages = await followPages(query, { userId: 'a', limit: '7' }, (page) =>
      writeRecord(query, `new ${page}`, at(1_000 + page)),
    );

    const rows = pages.flat();
    expect(new Set(rows.map(({ uuid }) => uuid))).toEqual(
      new Set(Array.from({ length: 200 }, (_, i) => `a-${i}`)),
    );
    expect(rows).toHaveLength(200);
    const times = rows.map(({ receivedAt }) => receivedAt);
    expect(times).toEqual(times.toSorted().reverse());
    expect(pages.map((page) => page.length)).toEqual([...Array(28).fill(7), 4]);
  });

  it('oldest first, also gives new records once', async () => {
    const query = await aQuery();
    await writeRecords(query, [at(0), at(1), at(2)]);
    const list = { userId: 'a', limit: '2', order: 'oldest' };
    const pages = await followPages(query, list, async (page) =>
      page === 1 ? writeRecord(query, 'new 1', at(10)) : undefined,
    );
    expect(pages.flat().map(({ uuid }) => uuid)).toEqual(['a-0', 'a-1', 'a-2', 'new 1']);
  });

  it('continues after a page, even if its last record is gone', async () => {
    const query = await aQuery();
    await writeRecords(
      query,
      Array.from({ length: 5 }, (_, i) => at(i)),
    );
    const pages = await followPages(query, { userId: 'a', limit: '2', order: 'oldest' }, (page) =>
      query.client.send(
        new DeleteItemCommand({ TableName: tableName, Key: { uuid: { S: `a-${page * 2 - 1}` } } }),
      ),
    );
    expect(pages.map((page) => page.map(({ uuid }) => uuid))).toEqual([
      ['a-0', 'a-1'],
      ['a-2', 'a-3'],
      ['a-4'],
    ]);
  });

  it('needs one request for each page', async () => {
    const query = await aQuery();
    await writeRecords(query, [at(0), at(1), at(2), at(3)]);
    let requests = 0;
    query.client.middlewareStack.add(
      (next) => (args) => {
        requests += 1;
        return next(args);
      },
      { step: 'initialize' },
    );
    expect(await followPages(query, { userId: 'a', limit: '2' })).toHaveLength(2);
    expect(requests).toBe(2);
  });

  it('lets the page size change on the way', async () => {
    const query = await aQuery();
    await writeRecords(query, [at(0), at(1), at(2)]);
    const { body } = await query.list({ userId: 'a', limit: '1' });
    const rest = await query.list({ userId: 'a', limit: '2', cursor: body.nextCursor });
    expect(rest.body.records).toHaveLength(2);
    expect(rest.body).not.toHaveProperty('nextCursor');
  });

  it('gives each match once and in order, for any records, range and page size', async () => {
    const query = await aQuery();
    let users = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(6), { maxLength: 12 }),
        fc.record({ from: fc.nat(6), to: fc.nat(6) }, { requiredKeys: [] }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom('newest', 'oldest'),
        async (arrivals, { from, to }, limit, order) => {
          fc.pre((from ?? -1) < (to ?? 99));
          users += 1;
          const userId = `user ${users}`;
          await writeRecords(query, arrivals.map(at), userId);

          const pages = await followPages(query, {
            userId,
            order,
            limit: String(limit),
            ...(from !== undefined && { from: at(from) }),
            ...(to !== undefined && { to: at(to) }),
          });

          const matching = arrivals.filter((ms) => ms >= (from ?? 0) && ms < (to ?? 99)).sort();
          const times = pages.flat().map(({ receivedAt }) => Date.parse(receivedAt) - base);
          expect(times).toEqual(order === 'oldest' ? matching : matching.reverse());
          expect(new Set(pages.flat().map(({ uuid }) => uuid)).size).toBe(matching.length);
          expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });
});
