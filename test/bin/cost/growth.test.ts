import { describe, expect, it } from 'vitest';
import { growth } from '../../../bin/cost/growth.ts';

const steps = growth({
  consumption: { tableWriteUnits: 1, indexWriteUnits: 2, logBytes: 0, storedBytes: 0 },
  durationMs: 8,
  usdPerMillion: 10,
  throttle: { rate: 100, burst: 200 },
});
const at = (rate: number) => steps.find((step) => step.rate === rate);

describe('growth', () => {
  it('goes from 1 to 10,000 callbacks a second', () => {
    expect(steps.map(({ rate }) => rate)).toEqual([1, 10, 100, 1_000, 10_000]);
  });

  it('needs as many sandboxes as callbacks are under way', () => {
    expect(at(1_000)?.concurrency).toBeCloseTo(8);
  });

  it('prices a day of it', () => {
    expect(at(1_000)?.usdPerDay).toBeCloseTo(864);
  });

  it('asks for nothing at a small rate, and then for what is met first', () => {
    expect(at(10)?.toRaise).toEqual([]);
    expect(at(100)?.toRaise).toEqual([expect.stringContaining('throttle')]);
    expect(at(10_000)?.toRaise).toEqual([
      expect.stringContaining('throttle'),
      expect.stringContaining('warm throughput'),
      expect.stringContaining('API Gateway'),
    ]);
  });
});
