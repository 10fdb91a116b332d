import { providerReaction } from './contract/provider.ts';
import type { Exchange, Run } from './run.ts';
import { describeReply } from './sending/reply.ts';

/** Checks that belong together. */
export interface Group {
  readonly name: string;
  /** Sends the group's requests. */
  send(sending: Sending): Promise<readonly Exchange[]>;
  /** Returns what the replies show. */
  judge(exchanges: readonly Exchange[], judging: Judging): Finding[];
}

/** What a group needs of the run to send its requests. */
export type Sending = Pick<
  Run,
  'callbackUrl' | 'optionalFields' | 'expect' | 'callbacks' | 'pace' | 'send'
>;

/** What replies are judged by. */
export type Judging = Pick<Run, 'codes' | 'redactor' | 'timeLimitMs'>;

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
export function judge({ check, expected, reply }: Exchange, { redactor, codes }: Judging): Finding {
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
export function judgeTogether(exchanges: readonly Exchange[], judging: Judging): Finding {
  const findings = exchanges.map((exchange) => judge(exchange, judging));
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
