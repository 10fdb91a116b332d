import { toSessionRecord } from '../records/session-record.ts';
import type { SessionRecordStore } from '../records/session-record-store.ts';
import type { CallbackEvent } from './callback-event.ts';
import type { Outcome } from './outcome.ts';

export interface RecordExpiryProps {
  readonly store: SessionRecordStore;
  /** Days to keep a record. */
  readonly retentionDays: number;
}

/** Returns the use case: make the callback's record durable, and say what the table found. */
export function recordExpiry({ store, retentionDays }: RecordExpiryProps) {
  return async ({ callback, requestContext }: CallbackEvent): Promise<Outcome> => {
    const record = toSessionRecord(callback, {
      receivedAtMs: requestContext.requestTimeEpoch,
      sourceIp: requestContext.identity.sourceIp,
      retentionDays,
    });
    try {
      return { name: await store.write(record) };
    } catch (cause) {
      return { name: 'unavailable', cause };
    }
  };
}
