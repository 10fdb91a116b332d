import { describe, it } from 'vitest';
import { canHangNames } from './faulty-names.ts';
import { needsNames, runScenario } from './run-scenario.ts';
import { isNothingUp, scenarios } from './scenarios.ts';

describe('every callback that is answered 0 ends in the table once, unaltered and counted right', () => {
  // The scenarios mostly wait, so some run side by side.
  it.concurrent.for(scenarios(3))(
    '$name',
    { timeout: 180_000 },
    async (scenario, { expect, skip }) => {
      skip(
        needsNames(scenario) && !canHangNames(),
        "a name that hangs needs Linux's unshare, and root",
      );
      const isDown = isNothingUp(scenario);
      // A busy machine needs more of them until each callback is accepted.
      const retransmissions = isDown ? 0 : 30;
      const result = await runScenario({ ...scenario, retransmissions });
      const nothing = { lost: 0, duplicated: 0, altered: 0, miscounted: 0 };
      expect(result).toMatchObject({ ...nothing, isNextRecorded: true });
      expect(result.accepted).toBe(isDown ? 0 : result.sent);
      if (!scenario.kills) expect(result.broken).toBe(0);
    },
  );
});
