import type { Logger } from '@aws-lambda-powertools/logger';
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { describeError } from '../describe-error.ts';
import { toPlainName } from '../plain-name.ts';
import type { CallbackEvent } from './callback-event.ts';
import type { Outcome, OutcomeName } from './outcome.ts';

export interface CallbackReport {
  /** The event, with the callback on it where it was valid. */
  readonly event: APIGatewayProxyEvent & Partial<Pick<CallbackEvent, 'callback' | 'unknownFields'>>;
  readonly context: Context;
  readonly outcome: Outcome;
  readonly durationMs: number;
}

const levels = {
  recorded: 'info',
  duplicate: 'info',
  queued: 'warn',
  conflict: 'warn',
  malformed: 'warn',
  unauthenticated: 'warn',
  unavailable: 'error',
  failed: 'error',
} as const satisfies Record<OutcomeName, keyof Logger>;

/** A caller chooses how many fields it adds. */
const maxNames = 10;

/**
 * Returns what reports a callback: one log line, and metrics that count outcomes (named after them) and callbacks with unknown
 * fields (`unknownFields`), and measure `duration` in milliseconds.
 *
 * Of the callback's content only uuid and sessionId are logged, and no error's message, since a message may quote what was sent.
 */
export function reportCallback(logger: Logger, metrics: Metrics) {
  return ({ event, context, outcome, durationMs }: CallbackReport): void => {
    const { callback, unknownFields = [], requestContext } = event;
    logger[levels[outcome.name]]('callback', {
      outcome: outcome.name,
      uuid: callback?.uuid,
      sessionId: callback?.sessionId,
      requestId: requestContext.requestId,
      lambdaRequestId: context.awsRequestId,
      durationMs: Math.round(durationMs * 100) / 100,
      ...('problems' in outcome && { problems: outcome.problems }),
      ...('cause' in outcome && { cause: describeError(outcome.cause) }),
      ...(unknownFields.length > 0 && {
        unknownFields: unknownFields.slice(0, maxNames).map(toPlainName),
      }),
    });
    metrics.addMetric(outcome.name, MetricUnit.Count, 1);
    metrics.addMetric('duration', MetricUnit.Milliseconds, durationMs);
    if (unknownFields.length > 0) metrics.addMetric('unknownFields', MetricUnit.Count, 1);
    metrics.publishStoredMetrics();
  };
}
