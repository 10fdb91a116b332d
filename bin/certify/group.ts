import type { Bench, Delivery, Exchange } from './bench.ts';
import { providerReaction } from './contract/provider.ts';
import { mapInParallel } from './http/pace.ts';
import { describeReply } from './http/reply.ts';

/** Checks that belong together. Each file in `checks/` has one group. */
export interface Group {
  readonly name: string;
  check(bench: Bench): Promise<Finding[]>;
}

/** What a check found: one row of the report. */
export interface Finding {
  readonly check: string;
  readonly expected: string;
  readonly got: string;
  readonly passed: boolean;
  /** What the provider would do about it. Only where the check failed. */
  readonly provider?: string | undefined;
}

export interface GroupedFinding extends Finding {
  readonly group: string;
}

/** How many requests of a group are under way at once. */
const atOnce = 10;

/** Sends deliveries that do not depend on each other, and judges each reply by itself. */
export async function checkDeliveries(
  bench: Bench,
  deliveries: readonly Delivery[],
): Promise<Finding[]> {
  const exchanges = await mapInParallel(atOnce, deliveries, bench.send);
  return exchanges.map((exchange) => judge(bench, exchange));
}

/** Judges a reply by what was expected of it. */
export function judge(bench: Bench, { check, expected, reply }: Exchange): Finding {
  const passed = expected.isMet(reply);
  return {
    check,
    expected: expected.text,
    got: describeReply(reply, bench.concealer),
    passed,
    provider: passed ? undefined : providerReaction(reply, expected, bench.contract.codes),
  };
}

/** Judges all replies of one check in one row. The row names each kind of reply and its count. */
export function judgeTogether(bench: Bench, exchanges: readonly Exchange[]): Finding {
  const findings = exchanges.map((exchange) => judge(bench, exchange));
  const worst = findings.find(({ passed }) => !passed) ?? findings[0];
  if (worst === undefined) throw new RangeError('there is nothing to judge');
  const kinds = Object.groupBy(exchanges, ({ reply }) => describeReply(reply, bench.concealer));
  return {
    ...worst,
    expected: `${exchanges.length} × ${worst.expected}`,
    got: Object.entries(kinds)
      .map(([text, all]) => `${all?.length} × ${text}`)
      .join('; '),
  };
}
