import { fromOverflowMessage } from '../overflow/overflow-message.ts';
import { minRetentionDays, type SessionRecord } from '../records/session-record.ts';
import type { SessionRecordStore, WriteResult } from '../records/session-record-store.ts';
import type { DeadLetters } from './dead-letters.ts';

/**
 * The outcome of a message. `malformed` means that it holds no record of ours, `refused` that the
 * table never accepts it. These and `conflict` become dead letters, with the outcome as the reason.
 * The message of an `erased` record is deleted, since a dead letter would keep the erased data.
 */
export type ReplayOutcome = WriteResult | { readonly name: 'malformed' | 'refused' };

export interface MessageReplayProps {
  readonly store: SessionRecordStore;
  readonly deadLetters: DeadLetters;
}

/**
 * Returns the use case. It writes the record of an overflow message as the callback would have
 * written it, with its first arrival. A message that cannot be replayed becomes a dead letter.
 *
 * @throws the error of the table or the dead letters; the message must then stay on its queue
 */
export function messageReplay({ store, deadLetters }: MessageReplayProps) {
  const write = async (record: SessionRecord): Promise<ReplayOutcome> => {
    try {
      return await store.write(
        { ...record, purgeAt: atLeastKept(record.purgeAt) },
        { isReplay: true },
      );
    } catch (error) {
      if (error instanceof Error && error.name === 'ValidationException')
        return { name: 'refused' };
      throw error;
    }
  };

  return async (body: string): Promise<ReplayOutcome> => {
    const record = fromOverflowMessage(body);
    const outcome: ReplayOutcome =
      record === undefined ? { name: 'malformed' } : await write(record);
    if (!isSettled(outcome)) await deadLetters.put(body, outcome.name);
    return outcome;
  };
}

/** Returns whether the message needs no person's attention. */
export function isSettled({ name }: ReplayOutcome): boolean {
  return name === 'recorded' || name === 'duplicate' || name === 'erased';
}

/**
 * After a long outage, a record may arrive past its retention. It still stays readable for the
 * shortest retention.
 */
function atLeastKept(purgeAt: number): number {
  return Math.max(purgeAt, Math.ceil(Date.now() / 1000) + minRetentionDays * 24 * 60 * 60);
}
