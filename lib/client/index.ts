/** The package's interface: everything that other projects may import. */
export type { Credentials, CredentialsSource } from './credentials.ts';
export { ErasedError, InvalidQueryError, SessionRecordsError, UnavailableError } from './errors.ts';
export { isSessionExpiredEvent, type SessionExpiredEvent } from './session-expired-event.ts';
export type { SessionRecordDetails, SessionRecordRow } from './session-record.ts';
export {
  type ListOptions,
  SessionRecordsClient,
  type SessionRecordsClientProps,
} from './session-records-client.ts';
