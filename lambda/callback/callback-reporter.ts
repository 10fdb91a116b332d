import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { describeError, escapedJson, toPlainName } from '../shared/safe-logging.ts';
import { embeddedMetrics, type MetricName } from '../shared/telemetry.ts';
import type { CallbackEvent } from './callback.ts';
import { type Outcome, type OutcomeName, outcomes } from './outcome.ts';

/** The facts about one callback that are logged and counted. */
export interface CallbackReport {
  /** The event. It holds the callback only if the callback is valid. */
  readonly event: APIGatewayProxyEvent & Partial<Pick<CallbackEvent, 'callback' | 'unknownFields'>>;
  readonly context: Context | undefined;
  readonly outcome: Outcome;
  readonly durationMs: number;
}

export interface CallbackReporterProps {
  /** The deployment stage: a dimension of the metrics. */
  readonly stage: string;
  /** Takes a line of JSON without a line break at its end. */
  readonly write: (line: string) => void;
}

type Metrics = Partial<Record<OutcomeName | MetricName, number>>;

/** The caller chooses how many unknown fields it sends, so the log line lists a limited number. */
const maxNames = 10;

/**
 * Returns a function that reports a callback in one log line. The line also holds the metrics, in
 * CloudWatch's embedded metric format. The metrics count each outcome under its name, and callbacks
 * with unknown fields as `unknownFields`. They also measure `duration` in milliseconds.
 *
 * Of the callback's content, only uuid and sessionId are logged. Error messages are never logged,
 * since a message may quote the callback.
 */
export function callbackReporter({
  stage,
  write,
}: CallbackReporterProps): (report: CallbackReport) => void {
  return ({ event, context, outcome, durationMs }) => {
    const { callback, unknownFields = [], requestContext } = event;
    const metrics: Metrics = {
      [outcome.name]: 1,
      duration: Math.round(durationMs * 100) / 100,
      ...(unknownFields.length > 0 && { unknownFields: 1 }),
    };
    const line = {
      level: outcomes[outcome.name].level.toUpperCase(),
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
      ...embeddedMetrics(stage, metrics),
    };
    write(escapedJson(line));
  };
}
