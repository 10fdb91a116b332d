import { describe, expect, it } from 'vitest';
import type { Measurement, Measurements } from './measurements.ts';
import { targets } from './targets.ts';

const consumption = { tableWriteUnits: 1, indexWriteUnits: 2, logBytes: 0, storedBytes: 0 };

/** Returns a measurement whose figures are the same, and three times as much in the third round. */
const took = (figure: number): Measurement => {
  const rounds = [figure, figure, 3 * figure];
  return {
    title: '',
    bytes: 1000 * figure,
    gzippedBytes: figure,
    initMs: figure,
    firstMs: figure,
    startMs: figure,
    warmCpuUs: figure,
    rssKb: figure,
    spacedMs: figure,
    samples: {
      firstMs: rounds,
      rssKb: rounds,
      coldMs: rounds,
      coldInstructions: rounds.map((each) => 2 * each),
      warmCpuUs: rounds,
      warmInstructions: rounds,
    },
    calls: { new: 1 },
  };
};

const all: Measurements = {
  empty: took(10),
  https: took(20),
  bare: took(110),
  bareDefaults: took(210),
  ours: took(60),
  oursUnwarmed: took(600),
  oursSilent: took(60),
  powertools: took(1010),
  powertoolsDefaults: took(1010),
};

const pages = ([1_000, 10_000] as const).flatMap((records) =>
  (['first', 'middle'] as const).map((page) => ({
    records,
    page,
    requests: 1,
    readUnits: page === 'middle' && records === 10_000 ? 1.5 : 0.5,
    p50Ms: 1,
    p99Ms: 1,
    perSecond: 1,
    refused: 0,
    rssKb: 1,
  })),
);

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
