import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { SecureContextOptions } from 'node:tls';
import { pace } from '../kit/pace.ts';
import { redactor } from '../kit/redactor.ts';
import { latencies } from './checks/latency.ts';
import {
  type ErrorCodeSet,
  errorCodeSets,
  providerTimeLimitMs,
  type Revision,
  revisions,
} from './contract/contract.ts';
import { expectations } from './contract/expectation.ts';
import type { Group, GroupedFinding } from './group.ts';
import type { Progress } from './output/progress.ts';
import { pacedSessionRecords, type SessionRecords } from './records/session-records.ts';
import { openRun, type Run } from './run.ts';
import { runGroups, sendingGroups } from './run-groups.ts';
import { callbackMaker } from './sending/callback-maker.ts';
import { reachVerdict, type Verdict } from './verdict.ts';

/** The result of a run. */
export interface Certification {
  readonly verdict: Verdict;
  /** The callback's URL. */
  readonly url: string;
  readonly providerId: string;
  readonly errorCodes: ErrorCodeSet;
  readonly requestFields: Revision;
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

/** The endpoint to certify, what was agreed with it, and the run's limits. */
export interface CertifyProps {
  /** The callback's URL. */
  readonly url: URL;
  readonly secureLogin: string;
  readonly providerId: string;
  readonly errorCodes: ErrorCodeSet;
  readonly requestFields: Revision;
  /** The most requests in any second, to the endpoint and to the query API together. */
  readonly requestsPerSecond: number;
  /** @default - the provider's 10 s */
  readonly timeLimitMs?: number;
  /**
   * The records that the endpoint makes.
   * @default - the run looks at no records
   */
  readonly records?: SessionRecords | undefined;
  /** @default - no certificate, for an endpoint without mutual TLS */
  readonly clientCertificate?: Pick<SecureContextOptions, 'ca' | 'cert' | 'key'> | undefined;
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
export async function certify(props: CertifyProps): Promise<Certification> {
  const { url, providerId, errorCodes, requestFields, progress } = props;
  const started = new Date();
  const run = toRun(props);
  const { mark } = run.callbacks;
  progress.announce(mark);
  try {
    const { checks, notRun } = await runGroups(run, progress, props.groups ?? sendingGroups);
    const { exchanges } = run;
    return {
      verdict: reachVerdict(exchanges, checks, notRun),
      url: url.href,
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
    run.agent.destroy();
  }
}

function toRun({ url, errorCodes, requestFields, ...props }: CertifyProps): Run {
  const codes = errorCodeSets[errorCodes];
  const bound = pace(props.requestsPerSecond);
  return openRun({
    contract: { codes, optionalFields: revisions[requestFields] },
    expect: expectations(codes),
    callbacks: callbackMaker(props),
    redactor: redactor(),
    pace: bound,
    agent:
      url.protocol === 'https:'
        ? new HttpsAgent({ keepAlive: true, ...props.clientCertificate })
        : new HttpAgent({ keepAlive: true }),
    url,
    timeLimitMs: props.timeLimitMs ?? providerTimeLimitMs,
    records: props.records && pacedSessionRecords(props.records, bound),
  });
}
