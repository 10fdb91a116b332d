import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { SecureContextOptions } from 'node:tls';
import { bench } from './bench.ts';
import { callbackMaker } from './callback-maker.ts';
import { latencies } from './checks/latency.ts';
import {
  type Numbering,
  numberings,
  providerTimeLimitMs,
  type Revision,
  revisions,
} from './contract/contract.ts';
import { expectations } from './contract/expectation.ts';
import type { GroupedFinding } from './group.ts';
import { pace } from './http/pace.ts';
import { concealer } from './output/concealer.ts';
import type { Progress } from './output/progress.ts';
import { pacedSessionRecords, type SessionRecords } from './records/session-records.ts';
import { runGroups } from './run-groups.ts';
import { reachVerdict, type Verdict } from './verdict.ts';

/** What a run found. */
export interface Certification {
  readonly verdict: Verdict;
  /** The callback's URL. */
  readonly url: string;
  readonly providerId: string;
  readonly errorCodes: Numbering;
  readonly requestFields: Revision;
  /** The start of the name of every session and user that the run made up. */
  readonly mark: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** How many requests were sent to the endpoint. */
  readonly requests: number;
  readonly checks: readonly GroupedFinding[];
  /** How long the callbacks of the group `latency` took, the shortest first. */
  readonly latenciesMs: readonly number[];
  /** The groups that were not run, since an earlier one showed that they would be in vain. */
  readonly notRun: readonly string[];
}

export interface CertifyProps {
  /** The callback's URL. */
  readonly url: URL;
  readonly secureLogin: string;
  readonly providerId: string;
  readonly errorCodes: Numbering;
  readonly requestFields: Revision;
  /** The most requests in any second, to the endpoint and to the query API together. */
  readonly requestsPerSecond: number;
  /** @default - the provider's 10 s */
  readonly timeLimitMs?: number;
  /**
   * The records that the endpoint makes.
   * @default - they are not looked at
   */
  readonly records?: SessionRecords | undefined;
  /** @default - none, as for an endpoint without mutual TLS */
  readonly clientCertificate?: Pick<SecureContextOptions, 'cert' | 'key'> | undefined;
  readonly progress: Progress;
}

/**
 * Plays the provider against an endpoint and resolves to what held.
 *
 * If the first callback is not accepted, nothing more is sent: it may be the wrong endpoint. Nor is
 * anything sent to an endpoint that falls silent.
 */
export async function certify(props: CertifyProps): Promise<Certification> {
  const started = new Date();
  const { workbench, close } = openBench(props);
  const { mark } = workbench.callbacks;
  props.progress.announce(mark);
  try {
    const { checks, notRun } = await runGroups(workbench, props.progress);
    const [first] = workbench.exchanges;
    if (first === undefined) throw new Error('nothing was sent');
    const { url, providerId, errorCodes, requestFields } = props;
    return {
      verdict: reachVerdict(first, checks, notRun),
      url: url.href,
      providerId,
      errorCodes,
      requestFields,
      mark,
      startedAt: started.toISOString(),
      durationMs: Date.now() - started.getTime(),
      requests: workbench.exchanges.length,
      checks,
      latenciesMs: latencies(workbench.exchanges),
      notRun,
    };
  } finally {
    close();
  }
}

function openBench(props: CertifyProps) {
  const {
    url,
    secureLogin,
    providerId,
    errorCodes,
    requestFields,
    timeLimitMs = providerTimeLimitMs,
  } = props;
  const agent =
    url.protocol === 'https:'
      ? new HttpsAgent({ keepAlive: true, ...props.clientCertificate })
      : new HttpAgent({ keepAlive: true });
  const contract = { codes: numberings[errorCodes], optionalFields: revisions[requestFields] };
  const bound = pace(props.requestsPerSecond);
  const workbench = bench({
    contract,
    expect: expectations(contract.codes),
    callbacks: callbackMaker({ secureLogin, providerId }),
    concealer: concealer(),
    pace: bound,
    agent,
    url,
    timeLimitMs,
    records: props.records && pacedSessionRecords(props.records, bound),
  });
  return { workbench, close: () => agent.destroy() };
}
