import type { Bench, Delivery, Exchange } from './bench.ts';
import { providerReaction } from './contract/provider-reaction.ts';
import type { Finding } from './finding.ts';
import { inParallel } from './in-parallel.ts';
import { describeReply } from './output/describe-reply.ts';

/** How many requests of a group are under way at once. */
const atOnce = 10;

/** Sends deliveries that do not depend on each other, and judges each reply by itself. */
export async function checkDeliveries(bench: Bench, deliveries: readonly Delivery[]): Promise<Finding[]> {
  const exchanges = await inParallel(atOnce, deliveries, bench.send);
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
