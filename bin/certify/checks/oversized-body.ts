import type { Expectation } from '../contract/expectation.ts';
import { checkDeliveries, type Group } from '../group.ts';

const kibibyte = 1024;

/** An upload of many megabytes may take longer than the provider would wait. */
const uploadTimeLimitMs = 60_000;

/** Bodies larger than any callback: above 16 KiB, and above the 10 MB that API Gateway takes. */
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
