/** What the package offers as `./client`: the one list of what other projects may import. */
export type { SessionRecordDetails } from '../../lambda/records/session-record-details.ts';
export type { SessionRecordRow } from '../../lambda/records/session-record-row.ts';
export { InvalidQueryError } from './invalid-query-error.ts';
export {
  type ListOptions,
  SessionRecordsClient,
  type SessionRecordsClientProps,
} from './session-records-client.ts';
export { SessionRecordsError } from './session-records-error.ts';
export type { Credentials } from './signed-fetch.ts';
export { UnavailableError } from './unavailable-error.ts';
