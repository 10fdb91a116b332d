import type { SessionRecordDetails, SessionRecordRow } from '../../../lib/client/session-record.ts';

/** Reads the session records that an endpoint made of the callbacks: of the client, what is needed here. */
export interface SessionRecords {
  /** Resolves to the record of a uuid, or to undefined when there is none. */
  get(uuid: string): Promise<SessionRecordDetails | undefined>;
  /** The records of a session; eventually consistent. */
  bySession(sessionId: string): AsyncIterable<SessionRecordRow>;
  /** The records of a user; eventually consistent. */
  byUser(userId: string): AsyncIterable<SessionRecordRow>;
}
