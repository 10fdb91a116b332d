/** The package's face: all that other projects may import. */
export { InvalidQueryError, SessionRecordsError, UnavailableError } from './errors.ts';
export type { SessionRecordDetails, SessionRecordRow } from './session-record.ts';
export {
  type ListOptions,
  SessionRecordsClient,
  type SessionRecordsClientProps,
} from './session-records-client.ts';
export type { Credentials } from './signed-fetch.ts';
