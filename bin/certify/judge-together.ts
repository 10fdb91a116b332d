import type { Bench, Exchange } from './bench.ts';
import { judge } from './check-deliveries.ts';
import type { Finding } from './finding.ts';
import { describeReply } from './output/describe-reply.ts';

/** Judges many replies of one check in one row: each kind of them once, with how often it came. */
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
