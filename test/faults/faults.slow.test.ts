import { describe, it } from 'vitest';
import { runScenario } from './run-scenario.ts';
import { scenarios } from './scenarios.ts';

describe('every callback that is answered 0 ends in the table, once and unaltered', () => {
  // The scenarios mostly wait, so some run side by side.
  it.concurrent.for(scenarios(6))('$name', async (scenario, { expect }) => {
    const { sent, accepted, lost, duplicated, altered, broken, isNextRecorded } =
      await runScenario(scenario);
    expect({ lost, duplicated, altered }).toEqual({ lost: 0, duplicated: 0, altered: 0 });
    if (!scenario.kills) expect(broken).toBe(0);
    expect(isNextRecorded).toBe(true);
    const isNothingUp = scenario.queue !== undefined && scenario.recoversAfterMs === undefined;
    if (isNothingUp) expect(accepted).toBe(0);
    // On an idle machine all of them are accepted, as the command's table shows.
    else expect(accepted).toBeGreaterThan(scenario.kills ? 0 : sent / 2);
  });
});
