import { checkDeliveries } from '../check-deliveries.ts';
import type { Group } from '../group.ts';

const kibibyte = 1024;

/** An upload of many megabytes may take longer than the provider would wait. */
const uploadTimeLimitMs = 60_000;

/** Bodies larger than any callback: above 16 KiB, and above the 10 MB that API Gateway takes. */
export const oversizedBody: Group = {
  name: 'oversized body',
  check(bench) {
    const padded = (check: string, bytes: number) => ({
      check,
      expected: bench.expect.tooLarge,
      callback: bench.callbacks.make(),
      padding: 'x'.repeat(bytes),
    });
    const deliveries = [
      padded('a callback of 20 KiB', 20 * kibibyte),
      padded('a callback of 11 MiB', 11 * kibibyte * kibibyte),
    ];
    return checkDeliveries(
      bench,
      deliveries.map(({ padding, ...delivery }) => ({
        ...delivery,
        body: JSON.stringify({ ...delivery.callback, padding }),
        timeLimitMs: Math.max(bench.timeLimitMs, uploadTimeLimitMs),
      })),
    );
  },
};
