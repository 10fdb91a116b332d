import pMap from 'p-map';
import { type Finding, type Group, judgeTogether } from '../group.ts';
import type { Exchange } from '../run.ts';

const count = 100;
const atOnce = 10;
const allOfThem = `${count} callbacks, ${atOnce} at a time`;

const tooSlow =
  'stops waiting, sees a temporary failure and retransmits up to three times: ' +
  'more load when there is least room';

/** A hundred new callbacks are answered within the time that the provider waits. */
export const latency: Group = {
  name: 'latency',
  send({ expect, callbacks, send }) {
    const deliveries = Array.from({ length: count }, () => ({
      check: allOfThem,
      expected: expect.accepted,
      callback: callbacks.make(),
    }));
    return pMap(deliveries, send, { concurrency: atOnce });
  },
  judge(exchanges, run) {
    const durations = exchanges.map(durationOf).sort((one, other) => one - other);
    const row = (check: string, percent: number) =>
      judgeDuration(check, percentile(durations, percent), run.timeLimitMs);
    return [judgeTogether(exchanges, run), row('p50', 50), row('p99', 99), row('the slowest', 100)];
  },
};

function judgeDuration(check: string, durationMs: number, timeLimitMs: number): Finding {
  const passed = durationMs < timeLimitMs;
  return {
    check,
    expected: `under ${timeLimitMs / 1_000} s`,
    got: Number.isFinite(durationMs) ? `${Math.ceil(durationMs)} ms` : 'no answer',
    passed,
    provider: passed ? undefined : tooSlow,
  };
}

/**
 * Returns the durations of this group's callbacks in milliseconds, the shortest first. Callbacks
 * without an answer are left out.
 */
export function latencies(exchanges: readonly Exchange[]): number[] {
  return exchanges
    .filter(({ check }) => check === allOfThem)
    .map(durationOf)
    .filter(Number.isFinite)
    .map((ms) => Math.round(ms * 10) / 10)
    .sort((one, other) => one - other);
}

function durationOf({ reply }: Exchange): number {
  return reply.kind === 'answered' ? reply.durationMs : Number.POSITIVE_INFINITY;
}

/** Returns a percentile of sorted durations, by the nearest rank. */
export function percentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? Number.POSITIVE_INFINITY;
}
