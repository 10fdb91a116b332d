import { SessionRecordsClient } from '../../lib/client/index.ts';
import { UsageError } from './exit.ts';
import { isThisMachine } from './this-machine.ts';

/** The local server checks no signature, so any credentials will do. */
const localAccess = {
  region: 'local',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};

/**
 * Returns a client of the query API. The AWS credentials of the environment sign its requests,
 * unless the API is on this machine.
 *
 * @param url the API's URL, or the URL of its list
 * @param option the option that the URL came from, for errors
 * @throws UsageError if the client refuses the URL or finds no region
 */
export function openQueryApi(url: string, option: string): SessionRecordsClient {
  if (!URL.canParse(url))
    throw new UsageError(`${option}: write the URL of the query API, https://…`);
  const list = `${url.replace(/\/+$/, '').replace(/\/session-records$/, '')}/session-records`;
  try {
    return new SessionRecordsClient({ url: list, ...(isThisMachine(list) && localAccess) });
  } catch (cause) {
    throw new UsageError(`${option}: ${(cause as TypeError).message}`, { cause });
  }
}
