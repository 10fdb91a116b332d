import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { describeError } from '../describe-error.ts';
import { toPlainName } from '../plain-name.ts';
import { telemetry } from '../telemetry.ts';
import type { CallbackEvent } from './callback-event.ts';
import type { Outcome, OutcomeName } from './outcome.ts';

export interface CallbackReport {
  /** The event, with the callback on it where it was valid. */
  readonly event: APIGatewayProxyEvent & Partial<Pick<CallbackEvent, 'callback' | 'unknownFields'>>;
  readonly context: Context;
  readonly outcome: Outcome;
  readonly durationMs: number;
}

export interface ReportCallbackProps {
  /** The deployment stage, a dimension of the metrics. */
  readonly stage: string;
  /** Takes a line of JSON, without its end. */
  readonly write: (line: string) => void;
}

const levels = {
  recorded: 'INFO',
  duplicate: 'INFO',
  queued: 'WARN',
  conflict: 'WARN',
  malformed: 'WARN',
  unauthenticated: 'WARN',
  unavailable: 'ERROR',
  failed: 'ERROR',
} as const satisfies Record<OutcomeName, string>;

/** A caller chooses how many fields it adds. */
const maxNames = 10;

/**
 * Returns what reports a callback in one line: a log line that holds its metrics too, in CloudWatch's embedded metric format. The
 * metrics count outcomes (named after them) and callbacks with unknown fields (`unknownFields`), and measure `duration` in
 * milliseconds.
 *
 * Of the callback's content only uuid and sessionId are logged, and no error's message, since a message may quote what was sent.
 */
export function reportCallback({ stage, write }: ReportCallbackProps): (report: CallbackReport) => void {
  const metrics = new Metrics({
    namespace: telemetry.namespace,
    serviceName: telemetry.service,
    defaultDimensions: { stage },
  });

  return ({ event, context, outcome, durationMs }) => {
    const { callback, unknownFields = [], requestContext } = event;
    metrics.addMetric(outcome.name, MetricUnit.Count, 1);
    metrics.addMetric('duration', MetricUnit.Milliseconds, Math.round(durationMs * 100) / 100);
    if (unknownFields.length > 0) metrics.addMetric('unknownFields', MetricUnit.Count, 1);
    const line = {
      level: levels[outcome.name],
      message: 'callback',
      timestamp: new Date().toISOString(),
      outcome: outcome.name,
      uuid: callback?.uuid,
      sessionId: callback?.sessionId,
      requestId: requestContext.requestId,
      lambdaRequestId: context.awsRequestId,
      ...('problems' in outcome && { problems: outcome.problems }),
      ...('cause' in outcome && { cause: describeError(outcome.cause) }),
      ...(unknownFields.length > 0 && {
        unknownFieldNames: unknownFields.slice(0, maxNames).map(toPlainName),
      }),
      ...metrics.serializeMetrics(),
    };
    metrics.clearMetrics();
    write(JSON.stringify(line));
  };
}
