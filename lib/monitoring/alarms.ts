import { Stack, Validations } from 'aws-cdk-lib';
import {
  Alarm,
  type AlarmBase,
  type AlarmProps,
  AlarmRule as AlarmRules,
  AlarmState,
  ComparisonOperator,
  CompositeAlarm,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { type AlarmRule, alarmRules } from './alarm-rules.ts';
import type { MonitoredResources } from './monitored-resources.ts';

/**
 * Alarms that reveal a bad deployment of the callback's Lambda. The bursts are among them. A stage
 * with the wrong revision or the wrong credentials refuses every callback, and the provider does
 * not retry those.
 */
const rollbackAlarms = [
  'CallbacksFailed',
  'CallbacksUnavailable',
  'ApiErrors',
  'CallbacksSlow',
  'UnauthenticatedBurst',
  'MalformedBurst',
];

/** The alarms, and the topic that receives a message when one goes off and when it is over. */
export class Alarms extends Construct {
  readonly topic: Topic;
  readonly all: readonly AlarmBase[];
  /** Alarms that roll a deployment back. */
  readonly rollback: readonly AlarmBase[];

  constructor(scope: Construct, id: string, monitored: MonitoredResources) {
    super(scope, id);
    this.topic = this.createTopic(monitored.settings.alarmEmail);
    const { runbookUrl } = monitored.settings;
    this.all = Object.entries(alarmRules(monitored)).map(([name, rule]) =>
      this.createAlarm(name, rule, runbookUrl && `${runbookUrl}#${name.toLowerCase()}`),
    );
    this.rollback = this.all.filter(({ node }) => rollbackAlarms.includes(node.id));
  }

  private createTopic(email: string | undefined): Topic {
    const topic = new Topic(this, 'Topic', { enforceSSL: true });
    const ownAlarms = { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } };
    topic.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com', { conditions: ownAlarms }));
    if (email !== undefined) {
      Validations.of(topic.addSubscription(new EmailSubscription(email))).acknowledge({
        id: 'Serverless::Serverless-SNSRedrivePolicy',
        reason:
          'SNS retries e-mail by itself, and the state of an alarm stays to be seen on the dashboard.',
      });
    }
    return topic;
  }

  private createAlarm(name: string, rule: AlarmRule, runbook = 'docs/runbook.md'): AlarmBase {
    const alarmDescription = `${name}: ${rule.meaning}. What to do: ${runbook}`;
    const alarm =
      rule.during === undefined
        ? new Alarm(this, name, { ...alarmProps(rule), alarmDescription })
        : this.createCompositeAlarm(name, alarmDescription, { ...rule, during: rule.during });
    const tellTopic = new SnsAction(this.topic);
    alarm.addAlarmAction(tellTopic);
    alarm.addOkAction(tellTopic);
    return alarm;
  }

  /**
   * Creates two silent alarms, one for each metric, and an alarm that goes off while both are on.
   */
  private createCompositeAlarm(
    name: string,
    alarmDescription: string,
    rule: AlarmRule & Required<Pick<AlarmRule, 'during'>>,
  ): CompositeAlarm {
    const during = { ...rule, metric: rule.during, threshold: 1, isAboutSilence: false };
    const parts = [
      new Alarm(this, `${name}While`, {
        ...alarmProps(during),
        alarmDescription: `part of ${name}`,
      }),
      new Alarm(this, `${name}Missing`, {
        ...alarmProps(rule),
        alarmDescription: `part of ${name}`,
      }),
    ];
    return new CompositeAlarm(this, name, {
      alarmDescription,
      alarmRule: AlarmRules.allOf(
        ...parts.map((part) => AlarmRules.fromAlarm(part, AlarmState.ALARM)),
      ),
    });
  }
}

function alarmProps({
  metric,
  threshold,
  periods = 1,
  isAboutSilence = false,
}: AlarmRule): AlarmProps {
  return {
    metric,
    threshold,
    evaluationPeriods: periods,
    comparisonOperator: isAboutSilence
      ? ComparisonOperator.LESS_THAN_THRESHOLD
      : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: isAboutSilence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  };
}
