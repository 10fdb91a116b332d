import type { OverflowQueue } from '../overflow/overflow-queue.ts';
import type { SessionRecord } from '../records/session-record.ts';
import type { SessionRecordStore } from '../records/session-record-store.ts';
import type { CallbackEvent } from './callback.ts';
import type { Outcome } from './outcome.ts';
import { toSessionRecord } from './to-session-record.ts';

export interface ExpiryRecorderProps {
  readonly store: SessionRecordStore;
  /** @default - the provider has to retry a callback that the table does not take in time */
  readonly overflowQueue?: OverflowQueue | undefined;
  /** Days to keep a record. */
  readonly retentionDays: number;
}

/**
 * Returns the use case. It makes the callback's record durable in the table, or on the overflow
 * queue if the table fails. It returns the outcome.
 */
export function expiryRecorder({ store, overflowQueue, retentionDays }: ExpiryRecorderProps) {
  const queue = async (record: SessionRecord, cause: unknown): Promise<Outcome> => {
    if (overflowQueue === undefined) return { name: 'unavailable', cause };
    try {
      await overflowQueue.put(record);
      return { name: 'queued', cause };
    } catch (queueError) {
      return { name: 'unavailable', cause: new AggregateError([cause, queueError]) };
    }
  };

  return async ({ callback, requestContext }: CallbackEvent): Promise<Outcome> => {
    const record = toSessionRecord(callback, {
      receivedAtMs: requestContext.requestTimeEpoch,
      sourceIp: requestContext.identity.sourceIp,
      requestId: requestContext.requestId,
      retentionDays,
    });
    try {
      return await store.write(record);
    } catch (cause) {
      return queue(record, cause);
    }
  };
}
