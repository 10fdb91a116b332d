import { certify } from '../../bin/certify/certify.ts';
import { openSessionRecords } from '../../bin/certify/records/open-session-records.ts';
import { toTarget } from '../../bin/certify/target.ts';
import { demoPartner } from './callback.ts';

type Props = Partial<Parameters<typeof certify>[0]>;

const silent = { announce: () => {}, start: () => {}, finish: () => {} };

/** Certifies an endpoint as fast as it goes, with the records if there is a query API. */
export async function certifyAt(url: string, { queryUrl, ...props }: Props & { queryUrl?: string } = {}) {
  const certification = await certify({
    ...demoPartner,
    url: toTarget(url)?.callbackUrl as URL,
    errorCodes: '2024-10-17',
    requestFields: '2024-10-17',
    requestsPerSecond: 100_000,
    records: queryUrl === undefined ? undefined : openSessionRecords(queryUrl),
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
