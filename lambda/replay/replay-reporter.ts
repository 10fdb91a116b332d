import type { Logger } from '@aws-lambda-powertools/logger';
import { describeError } from '../shared/safe-logging.ts';
import { embeddedMetrics, type MetricName } from '../shared/telemetry.ts';
import { isSettled, type ReplayOutcome } from './message-replay.ts';

/** The facts about one message of a batch that are logged and counted. */
export interface ReplayReport {
  readonly messageId: string;
  /** An `unavailable` message stays on its queue. */
  readonly outcome: ReplayOutcome | { readonly name: 'unavailable'; readonly cause: unknown };
}

export interface ReplayReporterProps {
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** The deployment stage: a dimension of the metrics. */
  readonly stage: string;
  /** Takes the metrics of a batch: a line of JSON without a line break at its end. */
  readonly write: (line: string) => void;
}

/**
 * Returns a function that reports a batch, each message in a log line. It counts the `replayed` and
 * `deadLettered` messages in a line of its own, which no log level hides. A record that the replay
 * is the first to know of counts as `recorded` too, as a callback's does.
 */
export function replayReporter({ logger, stage, write }: ReplayReporterProps) {
  return (batch: readonly ReplayReport[]): void => {
    const counts: Partial<Record<MetricName | 'recorded', number>> = {};
    for (const { messageId, outcome } of batch) {
      if (outcome.name === 'unavailable') {
        const cause = describeError(outcome.cause);
        logger.warn('replay', { outcome: outcome.name, messageId, cause });
        continue;
      }
      const { name, ...details } = outcome;
      const isDone = isSettled(outcome);
      const metric = isDone ? 'replayed' : 'deadLettered';
      logger[isDone ? 'info' : 'error']('replay', { outcome: name, messageId, ...details });
      counts[metric] = (counts[metric] ?? 0) + 1;
      if (name === 'recorded') counts.recorded = (counts.recorded ?? 0) + 1;
    }
    if (Object.keys(counts).length > 0) write(JSON.stringify(embeddedMetrics(stage, counts)));
  };
}
