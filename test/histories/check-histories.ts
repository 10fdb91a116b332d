import fc from 'fast-check';
import { anyEvents } from './history.ts';
import { historyRunner } from './history-runner.ts';
import type { SeededBug } from './seeded-bugs.ts';

/** The number of histories, their seed and a defect. */
export interface CheckHistoriesProps {
  readonly runs: number;
  /** The seed that repeats a run. */
  readonly seed: number;
  /**
   * A defect to find.
   * @default - none
   */
  readonly bug?: SeededBug;
}

/**
 * Tries generated histories. Resolves to the number tried, and to the smallest one that broke the
 * promise, as a text for people.
 */
export async function checkHistories({ runs, seed, bug }: CheckHistoriesProps) {
  const run = historyRunner(bug);
  const result = await fc.check(
    fc.asyncProperty(anyEvents, fc.scheduler(), async (events, scheduler) => {
      const [first] = await run(events, scheduler);
      if (first !== undefined) throw new Error(first);
    }),
    { numRuns: runs, seed },
  );
  return {
    tried: result.numRuns,
    broken: result.failed ? fc.defaultReportMessage(result) : undefined,
  };
}
