import { SessionRecordsError } from './session-records-error.ts';

/** The query is wrong, and `detail` names what is accepted: asking again does not help. */
export class InvalidQueryError extends SessionRecordsError {
  override readonly name = 'InvalidQueryError';
}
