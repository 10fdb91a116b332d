import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type MonitoredResources, stageMetric } from './monitored-resources.ts';

/** The rule by which an alarm goes off. */
export interface AlarmRule {
  /** What the alarm means when it goes off. `docs/runbook.md` says what to do. */
  readonly meaning: string;
  readonly metric: IMetric;
  readonly threshold: number;
  /**
   * How many periods in a row the metric must reach the threshold.
   * @default 1
   */
  readonly periods?: number;
  /**
   * Whether the alarm goes off below the threshold or without data. Otherwise it goes off at the
   * threshold and above.
   * @default false
   */
  readonly isAboutSilence?: boolean;
  /**
   * A metric that must be at least 1 in the same periods. It is for an alarm about something that
   * is missing only then.
   * @default - no further condition
   */
  readonly during?: IMetric;
}

const minute = Duration.minutes(1);
const fiveMinutes = Duration.minutes(5);
const quarterHour = Duration.minutes(15);

const total = { statistic: Stats.SUM, period: fiveMinutes };
const highest = { statistic: Stats.MAXIMUM, period: fiveMinutes };

/**
 * Returns the rules by the alarms' names, which are the headings of `docs/runbook.md`.
 *
 * Each rule has one metric, or several that always have data at the same time. A sum has no data if
 * one of its metrics has none.
 */
export function alarmRules(monitored: MonitoredResources): Readonly<Record<string, AlarmRule>> {
  return {
    ...apiRules(monitored),
    ...capacityRules(monitored),
    ...queueRules(monitored),
    ...eventRules(monitored),
  };
}

function apiRules({
  stage,
  settings: { silenceHours },
  api,
  queryApi,
}: MonitoredResources): Record<string, AlarmRule> {
  return {
    CallbacksFailed: {
      meaning: 'a defect kept callbacks from being recorded; the provider was asked to retry',
      metric: stageMetric(stage, 'failed', { period: minute }),
      threshold: 1,
    },
    CallbacksUnavailable: {
      meaning:
        'neither the table nor the overflow queue took callbacks; the provider was asked to retry',
      metric: stageMetric(stage, 'unavailable', { period: minute }),
      threshold: 1,
    },
    ApiErrors: {
      meaning: 'API Gateway got no answer from the Lambda; the provider was asked to retry',
      metric: api.metricServerError({ statistic: Stats.SUM, period: minute }),
      threshold: 1,
    },
    QueriesFailing: {
      meaning: "the query API answers its callers 5xx: the operator's services cannot read",
      metric: queryApi.metricServerError(total),
      threshold: 5,
    },
    CallbacksSlow: {
      meaning: 'one callback in a hundred takes over 1 s; the provider gives up after 10 s',
      metric: api.metricLatency({ statistic: Stats.p(99), period: minute }),
      threshold: 1_000,
      periods: 3,
    },
    Conflicts: {
      meaning: 'a uuid came again with other content, which was refused',
      metric: stageMetric(stage, 'conflict'),
      threshold: 1,
    },
    UnauthenticatedBurst: {
      meaning: 'many callbacks in 5 minutes had no known secureLogin and providerId',
      metric: stageMetric(stage, 'unauthenticated'),
      threshold: 20,
    },
    MalformedBurst: {
      meaning: 'many callbacks in 5 minutes were not what the contract asks for',
      metric: stageMetric(stage, 'malformed'),
      threshold: 20,
    },
    ...(silenceHours !== undefined && {
      Silence: {
        meaning: `nothing was recorded for ${silenceHours} h: an outage on the way here shows no errors`,
        metric: stageMetric(stage, 'recorded', { period: Duration.hours(1) }),
        threshold: 1,
        periods: silenceHours,
        isAboutSilence: true,
      },
    }),
  };
}

function capacityRules({
  stage,
  callbackHandler,
  table,
}: MonitoredResources): Record<string, AlarmRule> {
  return {
    ApiThrottles: {
      meaning:
        'API Gateway turned callbacks away: more came than the setting throttle lets through',
      metric: stageMetric(stage, 'apiThrottles'),
      threshold: 1,
    },
    LambdaThrottles: {
      meaning: "Lambda turned callbacks away: the account's concurrency is used up",
      metric: callbackHandler.metricThrottles(total),
      threshold: 1,
    },
    TableThrottles: {
      meaning: 'DynamoDB turned writes away; they went to the overflow queue',
      // The table's WriteThrottleEvents leave out writes that an index throttled.
      metric: table.metricThrottledRequestsForOperation('UpdateItem', total),
      threshold: 1,
    },
  };
}

function queueRules({
  overflow: { queue, deadLetters },
}: MonitoredResources): Record<string, AlarmRule> {
  return {
    OverflowQueueNotEmpty: {
      meaning: 'records have been waiting for the table for 15 minutes',
      // The age of the oldest message would leave out messages that were received more than three
      // times.
      metric: new MathExpression({
        expression: 'visible + inFlight',
        usingMetrics: {
          visible: queue.metricApproximateNumberOfMessagesVisible(highest),
          inFlight: queue.metricApproximateNumberOfMessagesNotVisible(highest),
        },
        period: fiveMinutes,
        label: 'waiting',
      }),
      threshold: 1,
      periods: 3,
    },
    DeadLetters: {
      meaning: 'records were set aside that no replay can help',
      metric: deadLetters.metricApproximateNumberOfMessagesVisible(highest),
      threshold: 1,
    },
  };
}

function eventRules({ stage, events }: MonitoredResources): Record<string, AlarmRule> {
  if (events === undefined) return {};
  return {
    EventsStopped: {
      meaning: 'records are written and no events follow: the pipe has stopped, or was stopped',
      metric: pipeMetric('EventCount', events.pipe.ref, quarterHour),
      threshold: 1,
      // With a single period, the events' metric might arrive after the records' metric.
      periods: 2,
      isAboutSilence: true,
      during: stageMetric(stage, 'recorded', { period: quarterHour }),
    },
    EventsDelayed: {
      meaning: 'the pipe failed to put events on the bus, and tries again',
      // EventBridge publishes each of these metrics, with 0 if nothing failed.
      metric: new MathExpression({
        expression: 'failed + partly + timedOut',
        usingMetrics: {
          failed: pipeMetric('ExecutionFailed', events.pipe.ref),
          partly: pipeMetric('ExecutionPartiallyFailed', events.pipe.ref),
          timedOut: pipeMetric('ExecutionTimeout', events.pipe.ref),
        },
        period: fiveMinutes,
        label: 'failed executions',
      }),
      threshold: 1,
      periods: 3,
    },
    EventsLost: {
      meaning: 'the pipe gave events up; the records are in the table',
      metric: events.deadLetters.metricApproximateNumberOfMessagesVisible(highest),
      threshold: 1,
    },
  };
}

function pipeMetric(metricName: string, pipeName: string, period = fiveMinutes): Metric {
  return new Metric({
    namespace: 'AWS/EventBridge/Pipes',
    metricName,
    dimensionsMap: { PipeName: pipeName },
    statistic: Stats.SUM,
    period,
  });
}
