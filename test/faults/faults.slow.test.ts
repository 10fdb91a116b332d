import { describe, it } from 'vitest';
import { runScenario } from './run-scenario.ts';
import { scenarios } from './scenarios.ts';

describe('every callback that is answered 0 ends in the table, once and unaltered', () => {
  // The scenarios mostly wait, so some run side by side.
  it.concurrent.for(scenarios(6))('$name', async (scenario, { expect }) => {
    const isNothingUp = scenario.queue !== undefined && scenario.recoversAfterMs === undefined;
    // A busy machine needs more of them until each callback is accepted.
    const retransmissions = isNothingUp ? 0 : 30;
    const result = await runScenario({ ...scenario, retransmissions });
    expect(result).toMatchObject({ lost: 0, duplicated: 0, altered: 0, isNextRecorded: true });
    expect(result.accepted).toBe(isNothingUp ? 0 : result.sent);
    if (!scenario.kills) expect(result.broken).toBe(0);
  });
});
