import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFaultBench } from './fault-bench.ts';
import { scenarios } from './scenarios.ts';

let bench: Awaited<ReturnType<typeof startFaultBench>>;
beforeAll(async () => {
  bench = await startFaultBench();
});
afterAll(() => bench.close());

describe('every callback that is answered 0 ends in the table, once and unaltered', () => {
  it.each(scenarios(20))('$name', async (scenario) => {
    const { sent, accepted, lost, duplicated, altered, slowestMs, broken, isNextRecorded } =
      await bench.run(scenario);
    expect({ lost, duplicated, altered }).toEqual({ lost: 0, duplicated: 0, altered: 0 });
    expect(slowestMs).toBeLessThan(5_000);
    if (!scenario.kills) expect(broken).toBe(0);
    expect(isNextRecorded).toBe(true);
    const isNothingUp = scenario.queue !== undefined && scenario.recoversAfterMs === undefined;
    if (isNothingUp) expect(accepted).toBe(0);
    // On an idle machine all of them are accepted, as the command's table shows.
    else expect(accepted).toBeGreaterThan(scenario.kills ? 0 : sent / 2);
  });
});
