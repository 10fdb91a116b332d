import { Stack, Validations } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { type AlarmRule, alarmRules } from './alarm-rules.ts';
import type { Monitored } from './monitored.ts';

/** The alarms that tell a bad deployment of the callback's Lambda. */
const rollbackAlarms = ['CallbacksFailed', 'CallbacksUnavailable', 'ApiErrors', 'CallbacksSlow'];

/** The alarms, and the topic that hears when they go off and when they are over. */
export class Alarms extends Construct {
  readonly topic: Topic;
  readonly all: readonly Alarm[];
  /** Those that roll a deployment back. */
  readonly rollback: readonly Alarm[];

  constructor(scope: Construct, id: string, monitored: Monitored) {
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
        reason: 'SNS retries e-mail by itself, and the state of an alarm stays to be seen on the dashboard.',
      });
    }
    return topic;
  }

  private createAlarm(name: string, rule: AlarmRule, runbook = 'docs/runbook.md'): Alarm {
    const { meaning, metric, threshold, periods = 1, isAboutSilence = false } = rule;
    const alarm = new Alarm(this, name, {
      alarmDescription: `${name}: ${meaning}. What to do: ${runbook}`,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: isAboutSilence
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: isAboutSilence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    const tellTopic = new SnsAction(this.topic);
    alarm.addAlarmAction(tellTopic);
    alarm.addOkAction(tellTopic);
    return alarm;
  }
}
