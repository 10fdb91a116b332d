import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { OutcomeName } from '../../lambda/callback/outcome.ts';
import { telemetry } from '../../lambda/shared/telemetry.ts';

/**
 * The names of a stage's metrics. The Lambdas publish one for each outcome and a few more.
 * `apiThrottles` comes from the access log.
 */
export type CallbackMetricName =
  | OutcomeName
  | 'unknownFields'
  | 'duration'
  | 'replayed'
  | 'deadLettered'
  | 'apiThrottles';

/** Returns a metric of a stage: the sum over 5 minutes, unless other options are given. */
export function callbackMetric(
  stage: string,
  metricName: CallbackMetricName,
  {
    period = Duration.minutes(5),
    statistic = Stats.SUM,
  }: { period?: Duration; statistic?: string } = {},
): Metric {
  return new Metric({
    namespace: telemetry.namespace,
    metricName,
    dimensionsMap: { service: telemetry.service, stage },
    statistic,
    period,
    label: metricName,
  });
}
