import { describe, expect, it } from 'vitest';
import { type Measurement, type Measurements, median } from './measurements.ts';
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

describe('targets', () => {
  const found = targets(all, { new: consumption, retransmission: consumption }, 2);
  const measured = (name: string) => found.find((target) => target.name.startsWith(name))?.measured;

  it('compares what is beyond the empty handler', () => {
    expect(measured("Warm CPU per callback beyond, to the bare SDK's")).toBeCloseTo(0.5);
  });

  it('compares first callbacks and memory as they are', () => {
    expect(measured('First callback, to an unwarmed one')).toBeCloseTo(0.1);
    expect(measured('Memory')).toBeCloseTo(60 / 110);
  });

  it('leaves out what could not be measured', () => {
    expect(measured('Start-up')).toBeUndefined();
    expect(measured('DynamoDB calls for a conflict')).toBeUndefined();
  });
});

describe('median', () => {
  it('is the middle one, or between the two middle ones', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });
});
