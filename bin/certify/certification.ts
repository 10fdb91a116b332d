import type { Numbering, Revision } from './contract/contract.ts';
import type { Finding } from './finding.ts';
import type { Verdict } from './verdict.ts';

/** What a run of the certification found. */
export interface Certification {
  readonly verdict: Verdict;
  /** The callback's URL. */
  readonly url: string;
  readonly providerId: string;
  readonly errorCodes: Numbering;
  readonly requestFields: Revision;
  /** What the name of every session and user that the run made up starts with. */
  readonly mark: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** How many requests were sent to the endpoint. */
  readonly requests: number;
  readonly checks: readonly GroupedFinding[];
  /** The groups that were not run, since the first delivery was not accepted. */
  readonly notRun: readonly string[];
}

export interface GroupedFinding extends Finding {
  readonly group: string;
}
