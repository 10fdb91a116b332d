import { describe, expect, it } from 'vitest';
import { median, quantile, spread } from './samples.ts';

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

describe('spread', () => {
  it('is nothing for values that repeat, and shrinks as they are more', () => {
    expect(spread([5, 5, 5])).toBe(0);
    const few = [90, 95, 100, 105, 110];
    expect(spread([...few, ...few, ...few, ...few])).toBeLessThan(spread(few));
  });
});
