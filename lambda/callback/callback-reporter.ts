import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { describeError, toPlainName } from '../parts/describe-error.ts';
import { escapedJson } from '../parts/escaped-json.ts';
import { telemetry } from '../parts/telemetry.ts';
import type { CallbackEvent } from './callback.ts';
import { type Outcome, outcomes } from './outcome.ts';

export interface CallbackReport {
  /** The event, with the callback on it where it was valid. */
  readonly event: APIGatewayProxyEvent & Partial<Pick<CallbackEvent, 'callback' | 'unknownFields'>>;
  readonly context: Context | undefined;
  readonly outcome: Outcome;
  readonly durationMs: number;
}

export interface CallbackReporterProps {
  /** The deployment stage, a dimension of the metrics. */
  readonly stage: string;
  /** Takes a line of JSON, without its end. */
  readonly write: (line: string) => void;
}

/** A caller chooses how many fields it adds. */
const maxNames = 10;

/**
 * Returns what reports a callback in one line: a log line that holds its metrics too, in CloudWatch's embedded metric format. The
 * metrics count outcomes (named after them) and callbacks with unknown fields (`unknownFields`), and measure `duration` in
 * milliseconds.
 *
 * Of the callback's content only uuid and sessionId are logged, and no error's message, since a message may quote what was sent.
 */
export function callbackReporter({
  stage,
  write,
}: CallbackReporterProps): (report: CallbackReport) => void {
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
      level: outcomes[outcome.name].level,
      message: 'callback',
      timestamp: new Date().toISOString(),
      outcome: outcome.name,
      uuid: callback?.uuid,
      sessionId: callback?.sessionId,
      requestId: requestContext?.requestId,
      lambdaRequestId: context?.awsRequestId,
      ...('differingFields' in outcome && { differingFields: outcome.differingFields }),
      ...('problems' in outcome && { problems: outcome.problems }),
      ...('cause' in outcome && { cause: describeError(outcome.cause) }),
      ...(unknownFields.length > 0 && {
        unknownFieldNames: unknownFields.slice(0, maxNames).map(toPlainName),
      }),
      ...metrics.serializeMetrics(),
    };
    metrics.clearMetrics();
    write(escapedJson(line));
  };
}
