import { describe, expect, it } from 'vitest';
import { alternatives, billedTimes, dynamoDbMs } from '../../../bin/cost/alternatives.ts';
import type { CostInputs } from '../../../bin/cost/cost-per-million.ts';

const fast = { initMs: 70, firstMs: 6, heldFirstMs: 4, spacedMs: 3, calls: { new: 1 } };
const slow = { initMs: 130, firstMs: 60, heldFirstMs: 200, spacedMs: 13, calls: { new: 3 } };
const ours: CostInputs = {
  gateway: 'apiGatewayRestRequest',
  consumption: { tableWriteUnits: 1, indexWriteUnits: 2, logBytes: 0, storedBytes: 0 },
  ...billedTimes(fast),
  coldShare: 1,
  queueRequests: 0,
  memoryMb: 512,
  platformLogBytes: 0,
  isEvent: true,
  retentionMonths: 3,
};

describe('billedTimes', () => {
  it('adds to a further callback what init and the first one take more', () => {
    expect(billedTimes(fast)).toEqual({ durationMs: 3 + dynamoDbMs, startMs: 71 });
  });

  it('falls back to the first callback on a whole core where the CPU could not be held', () => {
    const { heldFirstMs, ...unheld } = fast;
    expect(billedTimes(unheld).startMs).toBe(73);
  });
});

describe('alternatives', () => {
  const found = alternatives(ours, { ours: fast, powertools: slow, powertoolsDefaults: slow });
  const named = (name: string) => found.find((each) => each.name === name)?.inputs;

  it('lets the Powertools style wait for DynamoDB, and write, once for each of its calls', () => {
    expect(named('Powertools style')).toMatchObject({
      durationMs: 13 + 3 * dynamoDbMs,
      consumption: { tableWriteUnits: 3, indexWriteUnits: 2 },
    });
  });

  it('sends, receives and deletes each message of a queue', () => {
    expect(named('Queue first')).toEqual({ ...ours, queueRequests: 3 });
  });

  it('says of each what it does not do', () => {
    for (const { lacks } of found) expect(lacks.length).toBeGreaterThan(0);
  });
});
