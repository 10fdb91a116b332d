import { isSessionRecordRow, type SessionRecordRow } from './session-record.ts';

/**
 * The event of a new session record, as EventBridge delivers it. It leaves out the fields that
 * EventBridge adds to every event. Later versions may add fields.
 */
export interface SessionExpiredEvent {
  readonly source: 'session-expired';
  readonly 'detail-type': 'SessionExpired';
  readonly detail: SessionRecordRow & {
    /** The version of the event. It changes when a field changes its meaning or is removed. */
    readonly schemaVersion: 1;
  };
}

/**
 * Returns whether a value is the event of a new session record, as its JSON Schema describes it.
 * The value may be a parsed message of a queue.
 */
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
