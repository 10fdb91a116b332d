import { describe, expect, it } from 'vitest';
import type { Measurement, Measurements } from './measurements.ts';
import { targets } from './targets.ts';

const consumption = { tableWriteUnits: 1, indexWriteUnits: 2, logBytes: 0, storedBytes: 0 };

const took = (figure: number): Measurement => ({
  title: '',
  bytes: figure,
  gzippedBytes: figure,
  initMs: figure,
  firstMs: figure,
  warmCpuUs: figure,
  rssKb: figure,
  spacedMs: figure,
  coldMs: figure,
  spread: { coldMs: 0.03, warmCpuUs: 0.1 },
  calls: { new: 1 },
});

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
  const measured = (name: string) => found.find((target) => target.name.startsWith(name))?.measured;

  it('compares what is beyond the empty handler', () => {
    expect(measured("Warm CPU per callback beyond, to the bare SDK's")).toBeCloseTo(0.5);
  });

  it('compares cold answers as they are, and says how far their ratio is known', () => {
    const cold = found.find(({ name }) => name.startsWith("Cold answer, to the bare SDK's, same"));
    expect(cold?.measured).toBeCloseTo(60 / 110);
    expect(cold?.spread).toBeCloseTo((60 / 110) * Math.hypot(0.03, 0.03));
  });

  it('knows what is beyond a floor less well than the whole', () => {
    const warm = found.find(({ name }) =>
      name.startsWith("Warm CPU per callback beyond, to the bare SDK's"),
    );
    expect(warm?.spread).toBeCloseTo(0.5 * Math.hypot((0.1 * 60) / 50, (0.1 * 110) / 100));
  });

  it('compares first callbacks and memory as they are', () => {
    expect(measured('First callback, to an unwarmed one')).toBeCloseTo(0.1);
    expect(measured('Memory')).toBeCloseTo(60 / 110);
  });

  it('compares a page of the largest table with the same page of the smallest', () => {
    expect(measured('Read units of a page')).toBe(3);
  });

  it('leaves out what could not be measured', () => {
    expect(measured('Start beyond')).toBeUndefined();
    expect(measured('DynamoDB calls for a conflict')).toBeUndefined();
  });
});
