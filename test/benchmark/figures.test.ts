import { describe, expect, it } from 'vitest';
import { estimate, median, quantile, ratio } from './figures.ts';

describe('median', () => {
  it('is the middle one, or between the two middle ones', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNaN();
  });
});

describe('quantile', () => {
  it('lies between the values that are next to it', () => {
    expect(quantile([30, 10, 20], 0.25)).toBe(15);
    expect(quantile([1, 2, 3], 1)).toBe(3);
  });
});

describe('estimate', () => {
  it('has no uncertainty if the samples repeat, and less with more samples', () => {
    expect(estimate([5, 5, 5])).toEqual({ value: 5, spread: 0 });
    const few = [90, 95, 100, 105, 110];
    const many = [...few, ...few, ...few, ...few];
    expect(estimate(few).spread).toBeCloseTo((2 * 1.25 * 10) / 1.35 / Math.sqrt(5));
    expect(estimate(many).spread).toBeLessThan(estimate(few).spread);
  });

  it('does not know the uncertainty of one or two samples', () => {
    expect(estimate([5])).toEqual({ value: 5, spread: Number.NaN });
    expect(estimate().value).toBeNaN();
  });
});

describe('ratio', () => {
  it('is exact when the machine drifts between rounds', () => {
    const others = [100, 150, 300, 90];
    const half = others.map((value) => value / 2);
    expect(ratio(half, others)).toEqual({ value: 0.5, spread: 0 });
  });

  it("is the median of the rounds' ratios, not the ratio of the medians", () => {
    expect(ratio([10, 20, 90], [10, 40, 30]).value).toBe(1);
  });

  it('is made of what lies beyond a floor in the same round', () => {
    expect(ratio([30, 60, 45], [50, 100, 75], [10, 20, 15])).toEqual({ value: 0.5, spread: 0 });
  });

  it('is NaN if a figure has no samples', () => {
    expect(ratio([1, 2, 3], undefined).value).toBeNaN();
    expect(ratio([1, 2, 3], [1, 2, 3], []).value).toBeNaN();
  });
});
