import { providerReaction } from './contract/provider.ts';
import type { Exchange, Run } from './run.ts';
import { describeReply } from './sending/reply.ts';

/** Checks that belong together. */
export interface Group {
  readonly name: string;
  /** Sends the group's requests. */
  send(run: Run): Promise<readonly Exchange[]>;
  /** Returns what the replies show. */
  judge(exchanges: readonly Exchange[], run: Run): Finding[];
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

/** Compares a reply with its expectation and returns the finding. */
export function judge({ check, expected, reply }: Exchange, { redactor, codes }: Run): Finding {
  const passed = expected.isMet(reply);
  return {
    check,
    expected: expected.text,
    got: describeReply(reply, redactor),
    passed,
    provider: passed ? undefined : providerReaction(reply, expected, codes),
  };
}

/** Returns one finding for all replies of a check. It names each kind of reply with its count. */
export function judgeTogether(exchanges: readonly Exchange[], run: Run): Finding {
  const findings = exchanges.map((exchange) => judge(exchange, run));
  const worst = findings.find(({ passed }) => !passed) ?? findings[0];
  if (worst === undefined) throw new RangeError('there is nothing to judge');
  const kinds = Object.groupBy(findings, ({ got }) => got);
  return {
    ...worst,
    expected: `${exchanges.length} × ${worst.expected}`,
    got: Object.entries(kinds)
      .map(([text, all]) => `${all?.length} × ${text}`)
      .join('; '),
  };
}
