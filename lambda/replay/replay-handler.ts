import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { reportSafely } from '../shared/safe-logging.ts';
import { type MessageReplayProps, messageReplay } from './message-replay.ts';
import type { ReplayReport } from './replay-reporter.ts';

export interface ReplayHandlerProps extends MessageReplayProps {
  /** Receives each batch once the outcomes of its messages are known. */
  readonly report: (batch: readonly ReplayReport[]) => void;
}

/**
 * Returns the Lambda handler that replays a batch of overflow messages. It answers that messages
 * which cannot be replayed yet have failed, so SQS keeps them.
 */
export function replayHandler({ report, ...props }: ReplayHandlerProps) {
  const replay = messageReplay(props);

  const attempt = async ({ messageId, body }: SQSRecord): Promise<ReplayReport> => {
    try {
      return { messageId, outcome: await replay(body) };
    } catch (cause) {
      return { messageId, outcome: { name: 'unavailable', cause } };
    }
  };

  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    // An event that is not a batch, such as a ping, has no records.
    const { Records = [] } = event ?? {};
    const batch = await Promise.all(Records.map(attempt));
    reportSafely(() => report(batch));
    return {
      batchItemFailures: batch
        .filter(({ outcome }) => outcome.name === 'unavailable')
        .map(({ messageId }) => ({ itemIdentifier: messageId })),
    };
  };
}
