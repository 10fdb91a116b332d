import { SessionRecordsClient } from '../../../lib/client/session-records-client.ts';
import { UsageError } from '../usage-error.ts';
import type { SessionRecords } from './session-records.ts';

/** The local server looks at no signature, so that any will do. */
const localAccess = { region: 'local', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/**
 * Opens the query API at a URL: signing with the AWS credentials of the environment, or with none where it is on this machine.
 *
 * @throws UsageError
 */
export function openSessionRecords(queryUrl: string): SessionRecords {
  const { hostname } = new URL(queryUrl);
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  const route = `${queryUrl.replace(/\/+$/, '').replace(/\/session-records$/, '')}/session-records`;
  try {
    return new SessionRecordsClient({ url: route, ...(isLocal && localAccess) });
  } catch (cause) {
    throw new UsageError('--query-url: its region is not in the URL, so set AWS_REGION', { cause });
  }
}
