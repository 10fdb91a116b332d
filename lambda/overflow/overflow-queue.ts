import { withinBudget } from '../parts/within-budget.ts';
import type { SessionRecord } from '../records/session-record.ts';

/** Takes the records that the table does not take in time, until they are replayed. */
export interface OverflowQueue {
  /**
   * Makes the record durable on the queue.
   *
   * @throws whatever kept the queue from taking it in time; it may have taken it all the same.
   */
  put(record: SessionRecord): Promise<void>;
}

export interface OverflowQueueProps {
  readonly queueUrl: string;
  /** Milliseconds that a record may take, retries and the loading of the client included. */
  readonly budgetMs: number;
}

/**
 * Returns the queue on SQS, whose client is loaded when the first record needs it: a Lambda that never overflows never pays for it.
 *
 * The `#` name leads to the source here, and in a bundle to a file of its own beside it.
 */
export function lazyOverflowQueue({ queueUrl, budgetMs }: OverflowQueueProps): OverflowQueue {
  return {
    put: (record) =>
      withinBudget(budgetMs, async (abortSignal) => {
        const { sendToOverflowQueue } = await import('#sqs-overflow-queue');
        await sendToOverflowQueue(queueUrl, record, abortSignal);
      }),
  };
}
