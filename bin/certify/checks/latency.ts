import type { Exchange } from '../bench.ts';
import { type Group, judgeTogether } from '../group.ts';
import { mapInParallel } from '../http/pace.ts';
import type { Reply } from '../http/reply.ts';

const count = 100;
const atOnce = 10;
const allOfThem = `${count} callbacks, ${atOnce} at a time`;

const tooSlow =
  'stops waiting, sees a temporary failure and retransmits up to three times: ' +
  'more load when there is least room';

/** Checks a hundred new callbacks against the time that the provider waits. */
export const latency: Group = {
  name: 'latency',
  async check(bench) {
    const deliveries = Array.from({ length: count }, () => ({
      check: allOfThem,
      expected: bench.expect.accepted,
      callback: bench.callbacks.make(),
    }));
    const exchanges = await mapInParallel(atOnce, deliveries, bench.send);
    const durations = exchanges
      .map(({ reply }) => durationOf(reply))
      .sort((one, other) => one - other);

    const row = (check: string, durationMs: number) => {
      const passed = durationMs < bench.timeLimitMs;
      return {
        check,
        expected: `under ${bench.timeLimitMs / 1_000} s`,
        got: Number.isFinite(durationMs) ? `${Math.ceil(durationMs)} ms` : 'no answer',
        passed,
        provider: passed ? undefined : tooSlow,
      };
    };
    return [
      judgeTogether(bench, exchanges),
      row('p50', percentile(durations, 50)),
      row('p99', percentile(durations, 99)),
      row('the slowest', percentile(durations, 100)),
    ];
  },
};

/**
 * Returns the durations of this group's callbacks in milliseconds, the shortest first. Callbacks
 * without an answer are left out.
 */
export function latencies(exchanges: readonly Exchange[]): number[] {
  return exchanges
    .filter(({ check }) => check === allOfThem)
    .map(({ reply }) => durationOf(reply))
    .filter(Number.isFinite)
    .map((ms) => Math.round(ms * 10) / 10)
    .sort((one, other) => one - other);
}

function durationOf(reply: Reply): number {
  return reply.kind === 'answered' ? reply.durationMs : Number.POSITIVE_INFINITY;
}

/** Returns a percentile of sorted durations, by the nearest rank. */
export function percentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? Number.POSITIVE_INFINITY;
}
