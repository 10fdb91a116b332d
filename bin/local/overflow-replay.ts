import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSRecord } from 'aws-lambda';
import { fromOverflowMessage } from '../../lambda/overflow/overflow-message.ts';
import type { FakeSqs } from './fake-sqs.ts';
import type { LocalLambdas } from './local-lambdas.ts';

/** The queue to replay from. */
export interface OverflowReplayProps {
  readonly sqs: FakeSqs;
  readonly queueUrl: string;
  /** Loads the replay's Lambda. */
  readonly load: LocalLambdas['replay'];
  /** Called for each message that leaves the queue. */
  readonly onReplayed: (uuid: string, outcome: string) => void;
}

/** Feeds the replay's Lambda from the overflow queue. */
export interface OverflowReplay {
  /** Retries failed messages at once, without the usual pause. */
  hurry(): void;
  close(): Promise<void>;
}

/** The batch size of the stack's event source. */
const batchSize = 10;
/** Short enough for people not to wait, long enough to see the queue shrink. */
const pollMs = 400;
/** Shorter than on AWS, where a failed message stays hidden for three minutes. */
const retryMs = 5_000;

/** Starts to feed the replay's Lambda from the queue, one batch at a time. */
export function startOverflowReplay({
  sqs,
  queueUrl,
  load,
  onReplayed,
}: OverflowReplayProps): OverflowReplay {
  const outcomes = new Map<string, string>();
  let isOpen = true;
  let retryAt = 0;
  let loaded: ReturnType<typeof load> | undefined;

  const replayBatch = async () => {
    const messages = sqs.messages(queueUrl).slice(0, batchSize);
    if (messages.length === 0 || Date.now() < retryAt) return;
    loaded ??= load(({ messageId, outcome }) => void outcomes.set(messageId, outcome.name));
    const handler = await loaded;
    const { batchItemFailures } = await handler({
      Records: messages.map(({ messageId, body }) => ({ messageId, body }) as SQSRecord),
    });
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const done = messages.filter(({ messageId }) => !failed.has(messageId));
    sqs.remove(done);
    for (const { messageId, body } of done)
      onReplayed(fromOverflowMessage(body)?.uuid ?? '', outcomes.get(messageId) ?? 'replayed');
    outcomes.clear();
    if (failed.size > 0) retryAt = Date.now() + retryMs;
  };
  const running = (async () => {
    while (isOpen) {
      await replayBatch();
      await sleep(pollMs, undefined, { ref: false });
    }
  })();

  return {
    hurry() {
      retryAt = 0;
    },
    async close() {
      isOpen = false;
      await running;
    },
  };
}
