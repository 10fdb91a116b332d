import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { OutcomeName } from '../../lambda/callback/outcome.ts';
import { type MetricName, telemetry } from '../../lambda/shared/telemetry.ts';
import type { ExpiryEvents } from '../events/expiry-events.ts';
import type { Overflow } from '../overflow.ts';
import type { Settings } from '../settings/settings.ts';
import type { LeanFunction } from '../shared/lean-function.ts';
import type { LoggedRestApi } from '../shared/logged-rest-api.ts';

/** The resources of a stage that alarms, dashboard and saved queries watch. */
export interface MonitoredResources {
  readonly stage: string;
  readonly settings: Settings;
  readonly api: LoggedRestApi;
  readonly callbackHandler: LeanFunction;
  readonly queryApi: LoggedRestApi;
  readonly queryHandler: LeanFunction;
  readonly overflow: Overflow;
  /** Absent if the setting `events` is off. */
  readonly events: ExpiryEvents | undefined;
  readonly table: TableV2;
}

/**
 * The names of a stage's metrics. The Lambdas publish one for each outcome and a few more.
 * `apiThrottles` comes from the access log.
 */
export type StageMetricName = OutcomeName | MetricName | 'apiThrottles';

/** Returns a metric of a stage: the sum over 5 minutes, unless other options are given. */
export function stageMetric(
  stage: string,
  metricName: StageMetricName,
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
