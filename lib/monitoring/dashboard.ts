import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IAlarm,
  type IMetric,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type OutcomeName, outcomes } from '../../lambda/callback/outcome.ts';
import { type MonitoredResources, stageMetric } from './monitored-resources.ts';

const period = Duration.minutes(5);

/**
 * One page that answers "is it working?". The alarms come first, then outcomes, latency,
 * duplicates, drift, the queue and the table.
 */
export class Dashboard extends Construct {
  constructor(
    scope: Construct,
    id: string,
    monitored: MonitoredResources,
    alarms: readonly IAlarm[],
  ) {
    super(scope, id);
    const { stage, settings, api, callbackHandler, overflow, table } = monitored;
    const dashboard = new CloudWatchDashboard(this, 'Dashboard', {
      defaultInterval: Duration.hours(24),
    });
    dashboard.addWidgets(
      new TextWidget({
        markdown: `# Session Expired, ${stage}\nWorking: no alarm, \`recorded\` as usual, nothing waiting. Otherwise: ${settings.runbookUrl ?? 'docs/runbook.md'}`,
        width: 24,
        height: 2,
      }),
    );
    dashboard.addWidgets(
      new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24, height: 3 }),
    );
    dashboard.addWidgets(
      graph(
        'Outcomes',
        (Object.keys(outcomes) as OutcomeName[]).map((name) => stageMetric(stage, name)),
      ),
      graph('Latency at API Gateway, ms', [
        api.metricLatency({ statistic: Stats.p(50), label: 'p50', period }),
        api.metricLatency({ statistic: Stats.p(99), label: 'p99', period }),
        stageMetric(stage, 'duration', { statistic: Stats.p(99) }).with({
          label: 'handler p99',
        }),
      ]),
      graph('Retransmissions', [stageMetric(stage, 'duplicate'), stageMetric(stage, 'conflict')]),
    );
    dashboard.addWidgets(
      graph('Drift of the contract: callbacks with unknown fields', [
        stageMetric(stage, 'unknownFields'),
      ]),
      graph('Overflow queue', [
        overflow.queue.metricApproximateNumberOfMessagesVisible({ label: 'waiting', period }),
        overflow.deadLetters.metricApproximateNumberOfMessagesVisible({
          label: 'dead letters',
          period,
        }),
        stageMetric(stage, 'replayed'),
      ]),
      graph('Table, Lambda, API', [
        table.metricConsumedWriteCapacityUnits({ label: 'write units', period }),
        stageMetric(stage, 'apiThrottles'),
        table.metricThrottledRequestsForOperation('UpdateItem', {
          label: 'table throttles',
          statistic: Stats.SUM,
          period,
        }),
        callbackHandler.metricThrottles({ label: 'Lambda throttles', period }),
        callbackHandler.metricErrors({ label: 'Lambda errors', period }),
      ]),
    );
  }
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: 8, height: 6, leftYAxis: { min: 0 } });
}
