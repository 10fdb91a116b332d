import { fromOverflowMessage } from '../overflow/overflow-message.ts';
import { minRetentionDays } from '../records/session-record.ts';
import type { SessionRecordStore, WriteResult } from '../records/session-record-store.ts';
import type { DeadLetters } from './dead-letters.ts';

/**
 * What became of a message. `malformed` (no record of ours), `refused` (the table never takes it) and `conflict` are dead-lettered
 * with this as the reason. The message of an `erased` record is dropped: a dead letter would keep
 * what was to be erased.
 */
export type ReplayOutcome = WriteResult | { readonly name: 'malformed' | 'refused' };

export interface MessageReplayProps {
  readonly store: SessionRecordStore;
  readonly deadLetters: DeadLetters;
}

/**
 * Returns the use case: write the record of an overflow message as the callback would have, with its first arrival, or set aside
 * what no replay can help.
 *
 * @throws whatever keeps the table or the dead letters from taking it for now; the message is to stay on its queue.
 */
export function messageReplay({ store, deadLetters }: MessageReplayProps) {
  const write = async (body: string): Promise<ReplayOutcome> => {
    const record = fromOverflowMessage(body);
    if (record === undefined) return { name: 'malformed' };
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
    const outcome = await write(body);
    if (!isSettled(outcome)) await deadLetters.put(body, outcome.name);
    return outcome;
  };
}

/** Whether nobody has to look at the message any more. */
export function isSettled({ name }: ReplayOutcome): boolean {
  return name === 'recorded' || name === 'duplicate' || name === 'erased';
}

/** After a long outage a record may arrive past its retention: it is still to be seen for as long as the shortest retention. */
function atLeastKept(purgeAt: number): number {
  return Math.max(purgeAt, Math.ceil(Date.now() / 1000) + minRetentionDays * 24 * 60 * 60);
}
