import { describe, expect, it } from 'vitest';
import type { PageStep } from './load.ts';
import type { Measurement, Measurements } from './measurements.ts';
import { targets } from './targets.ts';
import type { VariantName } from './variants.ts';

const consumption = { tableWriteUnits: 1, indexWriteUnits: 2, logBytes: 0, storedBytes: 0 };

/** Returns a measurement whose figures are the same, and three times as much in the third round. */
const took = (figure: number): Measurement => {
  const rounds = [figure, figure, 3 * figure];
  const samples = {
    firstMs: rounds,
    rssKb: rounds,
    coldMs: rounds,
    coldInstructions: rounds.map((each) => 2 * each),
    warmCpuUs: rounds,
    warmInstructions: rounds,
  };
  return { bytes: 1000 * figure, samples, calls: { new: 1 } } as unknown as Measurement;
};

const figures: Record<VariantName, number> = {
  empty: 10,
  https: 20,
  bare: 110,
  bareDefaults: 210,
  ours: 60,
  oursUnwarmed: 600,
  oursSilent: 60,
  powertools: 1010,
  powertoolsDefaults: 1010,
};
const all = Object.fromEntries(
  Object.entries(figures).map(([name, figure]) => [name, took(figure)]),
) as Measurements;

const pages = [
  { records: 1_000, page: 'first', readUnits: 0.5 },
  { records: 1_000, page: 'middle', readUnits: 0.5 },
  { records: 10_000, page: 'first', readUnits: 0.5 },
  { records: 10_000, page: 'middle', readUnits: 1.5 },
] as PageStep[];

describe('targets', () => {
  const found = targets(all, { new: consumption, retransmission: consumption }, 2, { pages });
  const named = (start: string) => found.find(({ name }) => name.startsWith(start));
  const measured = (start: string) => named(start)?.measured.value;

  it('compares what is beyond the empty handler, round by round', () => {
    const warm = named("Warm callback beyond an empty one, to the bare SDK's");
    expect(warm?.measured).toEqual({ value: 0.5, spread: 0 });
    expect(warm?.inTime).toEqual({ value: 0.5, spread: 0 });
  });

  it('decides by instructions, and compares times of cold answers as they are', () => {
    const cold = named("Cold answer, to the bare SDK's, same");
    expect(cold?.measured.value).toBeCloseTo(0.5);
    expect(cold?.inTime?.value).toBeCloseTo(60 / 110);
  });

  it('compares first callbacks and memory as they are', () => {
    expect(measured('First callback, to an unwarmed one')).toBeCloseTo(0.1);
    expect(measured('Memory')).toBeCloseTo(60 / 110);
  });

  it('compares a page of the largest table with the same page of the smallest', () => {
    expect(measured('Read units of a page')).toBe(3);
  });

  it('leaves out what could not be measured', () => {
    expect(named('Start beyond')).toBeUndefined();
    expect(named('DynamoDB calls for a conflict')).toBeUndefined();
  });
});
