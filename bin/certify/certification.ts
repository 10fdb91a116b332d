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

/** The result of a run. */
export interface Certification {
  readonly verdict: Verdict;
  /** The callback's URL. */
  readonly url: string;
  readonly providerId: string;
  readonly errorCodes: Numbering;
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
  readonly errorCodes: Numbering;
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
  readonly clientCertificate?: Pick<SecureContextOptions, 'cert' | 'key'> | undefined;
  readonly progress: Progress;
}

/**
 * Plays the provider against an endpoint and resolves to the result.
 *
 * If the first callback is not accepted, the run ends: it may be the wrong endpoint. The run also
 * ends when the endpoint stops answering.
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
