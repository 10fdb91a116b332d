import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSRecord } from 'aws-lambda';
import { fromOverflowMessage } from '../../lambda/overflow/overflow-message.ts';
import type { FakeMessage, FakeSqs } from './fake-sqs.ts';
import { followLambdaLog } from './lambda-log.ts';

export interface OverflowReplayProps {
  readonly sqs: FakeSqs;
  readonly queueUrl: string;
  /** Is told of each message that left the queue. */
  readonly onReplayed: (uuid: string, outcome: string) => void;
}

/** Feeds the replay's Lambda from the overflow queue. */
export interface OverflowReplay {
  /** Tries again what could not be replayed, without waiting further. */
  hurry(): void;
  close(): Promise<void>;
}

/** As the stack's event source has it. */
const batchSize = 10;
/** Short enough not to bore, long enough to see the queue drain. */
const pollMs = 400;
/** On AWS a message that could not be replayed stays hidden for three minutes. */
const retryMs = 5_000;

/** Starts to feed the real replay handler with what is on the queue, a batch at a time. */
export function startOverflowReplay({
  sqs,
  queueUrl,
  onReplayed,
}: OverflowReplayProps): OverflowReplay {
  const outcomes = new Map<unknown, string>();
  const stopFollowing = followLambdaLog(({ message, messageId, outcome }) => {
    if (message === 'replay') outcomes.set(messageId, String(outcome));
  });
  let isOpen = true;
  let retryAt = 0;

  const replay = async (messages: readonly FakeMessage[]) => {
    // Loaded only now: most runs never need it.
    const { handler } = await import('../../lambda/replay/handler.ts');
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
      const messages = sqs.messages(queueUrl).slice(0, batchSize);
      if (messages.length > 0 && Date.now() >= retryAt) await replay(messages);
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
      stopFollowing();
    },
  };
}
