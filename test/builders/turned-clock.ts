import { onTestFinished, vi } from 'vitest';

/** Settings of an AWS client whose service never answers. */
export const unanswered = {
  region: 'eu-west-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  requestHandler: { handle: () => new Promise<never>(() => {}) },
};

/**
 * Runs work on a clock that jumps to the next timer whenever the work waits. Resolves to the result
 * and to the milliseconds that passed on that clock, which are the same on every machine.
 */
export async function onTurnedClock<T>(work: () => Promise<T>) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'hrtime'] });
  onTestFinished(() => void vi.useRealTimers());
  const startedAt = performance.now();
  let isDone = false;
  const working = work();
  const finish = () => {
    isDone = true;
  };
  working.then(finish, finish);
  while (!isDone) {
    await new Promise((resolve) => setImmediate(resolve));
    if (!isDone) await vi.advanceTimersToNextTimerAsync();
  }
  return { result: await working, tookMs: performance.now() - startedAt };
}
