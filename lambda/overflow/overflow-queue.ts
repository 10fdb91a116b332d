import type { SQSClientConfig } from '@aws-sdk/client-sqs';
import type { SessionRecord } from '../records/session-record.ts';
import { withinBudget } from '../shared/within-budget.ts';

/**
 * The queue that keeps records until they are replayed, if the table does not take them in time.
 */
export interface OverflowQueue {
  /**
   * Makes the record durable on the queue.
   *
   * @throws the error that kept the queue from confirming in time; the queue may have the record
   * all the same
   */
  put(record: SessionRecord): Promise<void>;
}

export interface OverflowQueueProps {
  readonly queueUrl: string;
  /** Milliseconds that a record may take, including retries and the loading of the client. */
  readonly budgetMs: number;
  /** Settings of the SQS client. They replace its own. @default - none */
  readonly settings?: SQSClientConfig | undefined;
}

/**
 * Returns the queue on SQS. The SQS client is loaded when the first record needs it, so a Lambda
 * that never overflows never loads it.
 *
 * In the project, the name with `#` leads to the source. In a bundle, it leads to a separate file
 * next to the bundle.
 */
export function lazyOverflowQueue({
  queueUrl,
  budgetMs,
  settings,
}: OverflowQueueProps): OverflowQueue {
  let send: ((record: SessionRecord, abortSignal: AbortSignal) => Promise<void>) | undefined;
  return {
    put: (record) =>
      withinBudget(budgetMs, async (abortSignal) => {
        const { sqsSender } = await import('#sqs-overflow-queue');
        send ??= sqsSender(queueUrl, settings);
        await send(record, abortSignal);
      }),
  };
}
