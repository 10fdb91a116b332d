import type { Logger } from '@aws-lambda-powertools/logger';
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { describeError } from '../shared/describe-error.ts';
import { reportSafely } from '../shared/report-safely.ts';
import {
  isSettled,
  type MessageReplayProps,
  messageReplay,
  type ReplayOutcome,
} from './message-replay.ts';

export interface ReplayHandlerProps extends MessageReplayProps {
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/**
 * Returns the Lambda handler that replays a batch of overflow messages. It reports messages that
 * cannot be replayed yet as failed, so SQS keeps them. It counts `replayed` and `deadLettered`
 * messages.
 */
export function replayHandler({ logger, metrics, ...props }: ReplayHandlerProps) {
  const replay = messageReplay(props);

  const report = (messageId: string, outcome: ReplayOutcome): void => {
    const { name, ...details } = outcome;
    const isDone = isSettled(outcome);
    logger[isDone ? 'info' : 'error']('replay', { outcome: name, messageId, ...details });
    metrics.addMetric(isDone ? 'replayed' : 'deadLettered', MetricUnit.Count, 1);
  };

  const attempt = async ({ messageId, body }: SQSRecord): Promise<boolean> => {
    try {
      const outcome = await replay(body);
      reportSafely(() => report(messageId, outcome));
      return true;
    } catch (error) {
      logger.warn('replay', { outcome: 'unavailable', messageId, cause: describeError(error) });
      return false;
    }
  };

  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    // An event that is not a batch, such as a ping, has no records.
    const { Records = [] } = event ?? {};
    const done = await Promise.all(Records.map(attempt));
    if (done.includes(true)) metrics.publishStoredMetrics();
    return {
      batchItemFailures: Records.filter((_, i) => !done[i]).map(({ messageId }) => ({
        itemIdentifier: messageId,
      })),
    };
  };
}
