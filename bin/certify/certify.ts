import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { type Bench, bench, type Exchange } from './bench.ts';
import { callbackMaker } from './callback-maker.ts';
import type { Certification, GroupedFinding } from './certification.ts';
import { everyAnswer } from './checks/every-answer.ts';
import { firstDelivery } from './checks/first-delivery.ts';
import { records } from './checks/records.ts';
import type { ClientCertificate } from './client-certificate.ts';
import {
  type Numbering,
  numberings,
  providerTimeLimitMs,
  type Revision,
  revisions,
} from './contract/contract.ts';
import { expectations } from './contract/expectation.ts';
import type { Group } from './group.ts';
import { groups } from './groups.ts';
import { pace } from './http/pace.ts';
import { concealer } from './output/conceal.ts';
import type { Progress } from './output/progress.ts';
import { pacedSessionRecords } from './records/paced-session-records.ts';
import type { SessionRecords } from './records/session-records.ts';
import { reachVerdict } from './verdict.ts';

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
  readonly clientCertificate?: ClientCertificate | undefined;
  readonly progress: Progress;
}

/**
 * Plays the provider against an endpoint and resolves to what held. Nothing more is sent once the first callback is not accepted:
 * it is not the endpoint that it was taken for, or cannot be judged; nor once it falls silent.
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
      notRun,
    };
  } finally {
    close();
  }
}

async function runGroups(workbench: Bench, progress: Progress) {
  const rest = [...groups, everyAnswer, ...(workbench.records === undefined ? [] : [records])];
  const checks: GroupedFinding[] = [];
  const notRun: string[] = [];
  const run = async (group: Group) => {
    progress.start(group.name, checks.length === 0 ? 1 : rest.indexOf(group) + 2, rest.length + 1);
    const findings = await group.check(workbench);
    checks.push(...findings.map((finding) => ({ group: group.name, ...finding })));
    progress.finish(group.name, findings);
    return findings.every(({ passed }) => passed);
  };
  let isWorthwhile = await run(firstDelivery);
  for (const group of rest) {
    const sent = workbench.exchanges.length;
    const isPossible = group === everyAnswer ? workbench.exchanges.some(isAnswered) : isWorthwhile;
    if (isPossible) await run(group);
    else notRun.push(group.name);
    isWorthwhile &&= !isGone(workbench.exchanges.slice(sent));
  }
  return { checks, notRun };
}

function isAnswered({ reply }: Exchange): boolean {
  return reply.kind === 'answered';
}

/** Whether a group met silence only: each further one would wait in vain, for as long as the provider does. */
function isGone(exchanges: readonly Exchange[]): boolean {
  const isSilent = ({ reply }: Exchange) =>
    reply.kind === 'unanswered' && ['too-slow', 'unreachable'].includes(reply.reason);
  return exchanges.length > 0 && exchanges.every(isSilent);
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
