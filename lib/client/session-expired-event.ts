import { isSessionRecordRow } from './read-answer.ts';
import type { SessionRecordRow } from './session-record.ts';

/**
 * The event of a new session record, as EventBridge delivers it, but for what EventBridge adds to every event. It may have fields that
 * are not known yet.
 */
export interface SessionExpiredEvent {
  readonly source: 'session-expired';
  readonly 'detail-type': 'SessionExpired';
  readonly detail: SessionRecordRow & {
    /** Another one when a field changes its meaning or goes. */
    readonly schemaVersion: 1;
  };
}

/** Whether a value, such as a parsed message of a queue, is the event of a new session record, by its JSON Schema. */
export function isSessionExpiredEvent(value: unknown): value is SessionExpiredEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { source, 'detail-type': type, detail } = value as Partial<SessionExpiredEvent>;
  return (
    source === 'session-expired' &&
    type === 'SessionExpired' &&
    isSessionRecordRow(detail) &&
    (detail as SessionExpiredEvent['detail']).schemaVersion === 1
  );
}
