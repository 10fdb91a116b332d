import type { Bench, Delivery, Exchange } from './bench.ts';
import { providerReaction } from './contract/provider.ts';
import { mapInParallel } from './http/pace.ts';
import { describeReply } from './http/reply.ts';

/** Checks that belong together. Each file in `checks/` exports one group. */
export interface Group {
  readonly name: string;
  check(bench: Bench): Promise<Finding[]>;
}

/** The result of a check: one row of the report. */
export interface Finding {
  readonly check: string;
  readonly expected: string;
  readonly got: string;
  readonly passed: boolean;
  /** What the provider would do about the reply. Present only if the check failed. */
  readonly provider?: string | undefined;
}

/** A finding with the name of its group. */
export interface GroupedFinding extends Finding {
  readonly group: string;
}

/** The most requests of a group that run at once. */
const atOnce = 10;

/** Sends deliveries that do not depend on each other, and judges each reply alone. */
export async function checkDeliveries(
  bench: Bench,
  deliveries: readonly Delivery[],
): Promise<Finding[]> {
  const exchanges = await mapInParallel(atOnce, deliveries, bench.send);
  return exchanges.map((exchange) => judge(bench, exchange));
}

/** Compares a reply with its expectation and returns the finding. */
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

/** Returns one finding for all replies of a check. It names each kind of reply with its count. */
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
