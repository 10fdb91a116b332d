import { describe, expect, it } from 'vitest';
import { checkHistories } from './check-histories.ts';
import { seededBugs } from './seeded-bugs.ts';

const seed = Date.now() & 0x7fffffff;

describe('the promise', () => {
  it('holds in any history', async () => {
    expect(await checkHistories({ runs: 200, seed })).toEqual({ tried: 200, broken: undefined });
  });

  it.each(Object.entries(seededBugs))('is seen to break with %s', async (_, bug) => {
    const { broken } = await checkHistories({ runs: 2_000, seed, bug });
    expect(broken).toContain('Counterexample');
    expect(broken).toContain('deliver');
  });

  it('breaks in the same history for the same seed', async () => {
    const bug = seededBugs['no condition'] ?? {};
    const [first, second] = [
      await checkHistories({ runs: 2_000, seed, bug }),
      await checkHistories({ runs: 2_000, seed, bug }),
    ];
    expect(second.broken).toBe(first.broken);
  });
});
