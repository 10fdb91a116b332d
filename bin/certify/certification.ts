import { latencies } from './checks/latency.ts';
import type { Endpoint } from './endpoint.ts';
import type { Group, GroupedFinding } from './group.ts';
import type { Progress } from './output/progress.ts';
import type { SessionRecords } from './records/records-reader.ts';
import { type RunProps, startRun } from './run.ts';
import { runGroups, sendingGroups } from './run-groups.ts';
import { reachVerdict, type Verdict } from './verdict.ts';

/** The result of a run, as plain data. */
export interface Certification
  extends Pick<Endpoint, 'providerId' | 'errorCodes' | 'requestFields'> {
  readonly verdict: Verdict;
  /** The callback's URL. */
  readonly url: string;
  /** The start of the names of all made-up sessions and users. */
  readonly mark: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** The number of requests to the endpoint. */
  readonly requests: number;
  readonly checks: readonly GroupedFinding[];
  /** The durations of the callbacks in the group `latency`, the shortest first. */
  readonly latenciesMs: readonly number[];
  /** The groups that were not run. An earlier group showed that they would be in vain. */
  readonly notRun: readonly string[];
}

/** What to certify and how. */
export interface CertifyProps extends RunProps {
  /**
   * The records that the endpoint makes.
   * @default - the run checks no records
   */
  readonly records?: SessionRecords | undefined;
  readonly progress: Progress;
  /**
   * The groups that send, the first delivery first.
   * @default - all of them
   */
  readonly groups?: readonly Group[];
}

/**
 * Plays the provider against an endpoint and resolves to the result.
 *
 * If the first callback is not accepted, the run ends: it may be the wrong endpoint. The run also
 * ends when the endpoint stops answering.
 */
export async function certify({
  records,
  progress,
  groups = sendingGroups,
  ...props
}: CertifyProps): Promise<Certification> {
  const { callbackUrl, providerId, errorCodes, requestFields } = props;
  const started = new Date();
  const run = startRun(props);
  const { mark } = run.callbacks;
  progress.announce(mark);
  try {
    const { checks, notRun } = await runGroups(run, { groups, records, progress });
    const { exchanges } = run;
    return {
      verdict: reachVerdict(exchanges, checks, notRun),
      url: callbackUrl.href,
      providerId,
      errorCodes,
      requestFields,
      mark,
      startedAt: started.toISOString(),
      durationMs: Date.now() - started.getTime(),
      requests: exchanges.length,
      checks,
      latenciesMs: latencies(exchanges),
      notRun,
    };
  } finally {
    run.close();
  }
}
