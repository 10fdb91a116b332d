import type { Expectation } from '../contract/expectation.ts';
import { checkDeliveries, type Group } from '../group.ts';

const kibibyte = 1024;

/** Time limit for large uploads. The provider's own limit may be too short for them. */
const uploadTimeLimitMs = 60_000;

/** Checks bodies above 16 KiB, and above the 10 MB that API Gateway accepts. */
export const oversizedBody: Group = {
  name: 'oversized body',
  check(bench) {
    const padded = (check: string, bytes: number, expected: Expectation) => {
      const callback = bench.callbacks.make();
      return {
        check,
        expected,
        callback,
        body: JSON.stringify({ ...callback, padding: 'x'.repeat(bytes) }),
        timeLimitMs: Math.max(bench.timeLimitMs, uploadTimeLimitMs),
      };
    };
    const { tooLarge, farTooLarge } = bench.expect;
    return checkDeliveries(bench, [
      padded('a callback of 20 KiB', 20 * kibibyte, tooLarge),
      padded('a callback of 11 MiB', 11 * kibibyte * kibibyte, farTooLarge),
    ]);
  },
};
