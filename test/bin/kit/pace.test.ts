import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pace } from '../../../bin/kit/pace.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** Resolves to the time of each of `count` requests, in milliseconds from now. */
async function turns({ turn }: ReturnType<typeof pace>, count: number): Promise<number[]> {
  const startedAt = performance.now();
  const all = Promise.all(
    Array.from({ length: count }, () => turn().then(() => performance.now() - startedAt)),
  );
  await vi.advanceTimersByTimeAsync(60_000);
  return all;
}

describe('pace', () => {
  it('lets as many as the bound go at once, and the next ones a second later', async () => {
    expect(await turns(pace(2), 5)).toEqual([0, 0, 1_000, 1_000, 2_000]);
  });

  it('never lets more than the bound go in any second', async () => {
    const bound = pace(3);
    const first = turns(bound, 2);
    await first;
    const all = await turns(bound, 20);
    for (const sentAt of all) {
      expect(
        all.filter((other) => other >= sentAt && other < sentAt + 1_000).length,
      ).toBeLessThanOrEqual(3);
    }
  });

  it('rests until a storm can go at once, or as much of it as the bound allows', async () => {
    const bound = pace(10);
    await turns(bound, 1);
    const startedAt = performance.now();
    await bound.turn();
    await bound.rest(9);
    expect(performance.now() - startedAt).toBe(0);
    const rested = bound.rest(50).then(() => performance.now() - startedAt);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await rested).toBe(1_000);
  });
});
