import { certify } from '../../bin/certify/certification.ts';
import { readTarget } from '../../bin/certify/endpoint.ts';
import { type RunProps, startRun } from '../../bin/certify/run.ts';
import { sendingGroups } from '../../bin/certify/run-groups.ts';
import { openQueryApi } from '../../bin/kit/query-api.ts';
import { demoPartner } from './callback.ts';

interface Props extends Partial<Parameters<typeof certify>[0]> {
  readonly queryUrl?: string;
  /** The groups to run of those that send a lot. All others run. */
  readonly including?: readonly string[];
}

const silent = { announce: () => {}, start: () => {}, finish: () => {} };

/** The groups that take most of a run's time. */
export const largeGroups = ['retransmission storm', 'oversized body', 'latency'];

const usual = {
  ...demoPartner,
  errorCodes: '2024-10-17',
  requestFields: '2024-10-17',
  requestsPerSecond: 100_000,
} as const;

/** Returns a run that has sent nothing yet. It waits for nothing. */
export const aRun = (props: Partial<RunProps> = {}) =>
  startRun({
    ...usual,
    callbackUrl: new URL('http://127.0.0.1:1/V4/SessionExpired'),
    ...props,
  });

/** Certifies an endpoint without waiting, and its records if there is a query API. */
export async function certifyAt(url: string, { queryUrl, including = [], ...props }: Props = {}) {
  const certification = await certify({
    ...usual,
    callbackUrl: readTarget(url)?.callbackUrl as URL,
    records: queryUrl === undefined ? undefined : openQueryApi(queryUrl, '--query-url'),
    progress: silent,
    groups: sendingGroups.filter(
      ({ name }) => including.includes(name) || !largeGroups.includes(name),
    ),
    ...props,
  });
  const failures = certification.checks.filter(({ passed }) => !passed);
  return {
    ...certification,
    failures,
    /** The checks that failed, each as `group: check`. */
    failed: failures.map(({ group, check }) => `${group}: ${check}`),
  };
}
