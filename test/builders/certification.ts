import { certify } from '../../bin/certify/certification.ts';
import { readTarget } from '../../bin/certify/endpoint.ts';
import { sessionRecords } from '../../bin/certify/records/session-records.ts';
import { demoPartner } from './callback.ts';

type Props = Partial<Parameters<typeof certify>[0]>;

const silent = { announce: () => {}, start: () => {}, finish: () => {} };

/** Certifies an endpoint without waiting, and its records if there is a query API. */
export async function certifyAt(
  url: string,
  { queryUrl, ...props }: Props & { queryUrl?: string } = {},
) {
  const certification = await certify({
    ...demoPartner,
    url: readTarget(url)?.callbackUrl as URL,
    errorCodes: '2024-10-17',
    requestFields: '2024-10-17',
    requestsPerSecond: 100_000,
    records: queryUrl === undefined ? undefined : sessionRecords(queryUrl),
    progress: silent,
    ...props,
  });
  const failures = certification.checks.filter(({ passed }) => !passed);
  return {
    ...certification,
    failures,
    /** The checks that failed, each as `group: check`. */
    failed: failures.map(({ group, check }) => `${group}: ${check}`),
    /** The groups in which a check failed. */
    failedGroups: [...new Set(failures.map(({ group }) => group))],
  };
}
