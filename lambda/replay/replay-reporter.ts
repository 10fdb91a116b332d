import type { Logger } from '@aws-lambda-powertools/logger';
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { describeError } from '../shared/describe-error.ts';
import { isSettled, type ReplayOutcome } from './message-replay.ts';

/** The facts about one message of a batch that are logged and counted. */
export interface ReplayReport {
  readonly messageId: string;
  /** An `unavailable` message stays on its queue. */
  readonly outcome: ReplayOutcome | { readonly name: 'unavailable'; readonly cause: unknown };
}

/**
 * Returns a function that reports a batch: each message in a log line, and the `replayed` and
 * `deadLettered` messages as metrics.
 */
export function replayReporter(logger: Logger, metrics: Metrics) {
  return (batch: readonly ReplayReport[]): void => {
    for (const { messageId, outcome } of batch) {
      const { name, ...details } = outcome;
      if ('cause' in outcome) {
        const cause = describeError(outcome.cause);
        logger.warn('replay', { outcome: name, messageId, cause });
        continue;
      }
      const isDone = isSettled(outcome);
      logger[isDone ? 'info' : 'error']('replay', { outcome: name, messageId, ...details });
      metrics.addMetric(isDone ? 'replayed' : 'deadLettered', MetricUnit.Count, 1);
    }
    if (batch.some(({ outcome }) => outcome.name !== 'unavailable')) metrics.publishStoredMetrics();
  };
}
