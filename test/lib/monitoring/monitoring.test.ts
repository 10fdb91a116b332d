import { readFileSync } from 'node:fs';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { outcomes } from '../../../lambda/callback/outcome.ts';
import { aStack, aTemplate, onlyResourceOf, resourcesOf } from '../../builders/template.ts';

const template = aTemplate('prod', { silenceHours: 3, alarmEmail: 'operations@example.com' });
const runbook = readFileSync(new URL('../../../docs/runbook.md', import.meta.url), 'utf8');

const metricAlarm = 'AWS::CloudWatch::Alarm';
const compositeAlarm = 'AWS::CloudWatch::CompositeAlarm';

/** The alarms that notify somebody. An alarm that is part of another notifies nobody. */
const alarms = (from: Template) =>
  [metricAlarm, compositeAlarm]
    .flatMap((type) => resourcesOf(from, type))
    .map(({ Properties }) => Properties)
    .filter(({ AlarmDescription }) => !AlarmDescription.startsWith('part of'));

const alarmNames = (from: Template) =>
  alarms(from).map(({ AlarmDescription }) => String(AlarmDescription).split(':')[0]);

/** One of our metrics in an alarm. It has a label, so the template writes it in the long form. */
const ownMetric = (MetricName: string, Period = 300) => [
  { MetricStat: { Metric: { MetricName }, Period } },
];

/** The properties of an alarm for a metric, by the end of its construct's path. */
const alarmOf = (name: string) =>
  onlyResourceOf(template, metricAlarm, `MonitoringAlarms${name}`).Properties;

describe('the alarms', () => {
  it('are those of the runbook, and the runbook has them all', () => {
    const headings = [...runbook.matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
    expect(headings.toSorted()).toEqual(alarmNames(template).toSorted());
  });

  it("name the runbook's heading at runbookUrl, if it is set", () => {
    const runbookUrl = 'https://wiki.example.com/runbook';
    const described = aTemplate('prod', { runbookUrl }).findResources('AWS::CloudWatch::Alarm', {
      Properties: {
        AlarmDescription: Match.stringLikeRegexp('^Conflicts: .*https://.*/runbook#conflicts$'),
      },
    });
    expect(Object.keys(described)).toHaveLength(1);
  });

  it('ignore silence unless silenceHours is set', () => {
    expect(alarmNames(aTemplate('dev'))).not.toContain('Silence');
    expect(alarmOf('Silence')).toMatchObject({
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
      EvaluationPeriods: 3,
    });
  });

  it('each tell the topic when they go off and when they are over', () => {
    const topic = { Ref: onlyResourceOf(template, 'AWS::SNS::Topic').id };
    for (const alarm of alarms(template))
      expect(alarm).toMatchObject({ AlarmActions: [topic], OKActions: [topic] });
  });

  it('reach the address alarmEmail, if it is set', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'operations@example.com',
    });
    aTemplate('prod').resourceCountIs('AWS::SNS::Subscription', 0);
  });

  it('roll back a deployment outside dev, where a tenth of the callbacks goes first', () => {
    const names = [
      'CallbacksFailed',
      'CallbacksUnavailable',
      'ApiErrors',
      'CallbacksSlow',
      'UnauthenticatedBurst',
      'MalformedBurst',
    ];
    template.hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
      DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent10Minutes',
      AutoRollbackConfiguration: { Enabled: true },
      AlarmConfiguration: {
        Enabled: true,
        Alarms: names.map((name) => ({ Name: { Ref: Match.stringLikeRegexp(name) } })),
      },
    });
    template.hasResourceProperties('AWS::ApiGateway::Method', {
      Integration: {
        Uri: {
          'Fn::Join': ['', Match.arrayWith([{ Ref: Match.stringLikeRegexp('^CallbackLive') }])],
        },
      },
    });
    template.hasResource('AWS::Lambda::Version', { DeletionPolicy: 'RetainExceptOnCreate' });
    // Lambda copies the function's description to each version that it publishes.
    template.hasResourceProperties('AWS::Lambda::Function', {
      Description: Match.stringLikeRegexp(
        "^Records Lucky Monaco's Session Expired callbacks \\(prod\\), code [0-9a-f]{12}$",
      ),
    });
    aTemplate('dev').resourceCountIs('AWS::Lambda::Alias', 0);
  });
});

describe('an alarm', () => {
  it('reveals that events stopped while records are written, by one metric each', () => {
    expect(alarmOf('EventsStoppedWhile')).toMatchObject({
      Metrics: ownMetric('recorded', 900),
      EvaluationPeriods: 2,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
    expect(alarmOf('EventsStoppedMissing')).toMatchObject({
      MetricName: 'EventCount',
      Period: 900,
      EvaluationPeriods: 2,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
    const arnOf = (part: string) => ({
      'Fn::GetAtt': [expect.stringMatching(`EventsStopped${part}`), 'Arn'],
    });
    const rule = ['(ALARM("', arnOf('While'), '") AND ALARM("', arnOf('Missing'), '"))'];
    const { AlarmRule } = onlyResourceOf(template, compositeAlarm).Properties;
    expect(AlarmRule).toEqual({ 'Fn::Join': ['', rule] });
  });

  it('reveals writes that the table or an index throttled', () => {
    expect(alarmOf('TableThrottles')).toMatchObject({
      MetricName: 'ThrottledRequests',
      Dimensions: expect.arrayContaining([{ Name: 'Operation', Value: 'UpdateItem' }]),
    });
  });

  it.each([
    ['MalformedBurst', 'malformed'],
    ['UnauthenticatedBurst', 'unauthenticated'],
  ])('tells of many refused callbacks: %s', (name, metricName) => {
    expect(alarmOf(name)).toMatchObject({ Metrics: ownMetric(metricName), Threshold: 20 });
  });
});

describe('an urgent deployment', () => {
  it('takes all callbacks at once, and no alarm stops it', () => {
    Template.fromStack(aStack('prod', {}, { isUrgent: true })).hasResourceProperties(
      'AWS::CodeDeploy::DeploymentGroup',
      {
        DeploymentConfigName: 'CodeDeployDefault.LambdaAllAtOnce',
        AlarmConfiguration: { Enabled: false },
      },
    );
  });
});

describe('the saved queries', () => {
  const queries = resourcesOf(template, 'AWS::Logs::QueryDefinition').map(({ Properties }) => ({
    name: String(Properties.Name).split('/')[1] as string,
    logs: Properties.LogGroupNames.map(({ Ref }: { Ref: string }) => Ref),
  }));

  it('are the ones in the runbook', () => {
    expect(queries.length).toBeGreaterThan(3);
    for (const { name } of queries) expect(runbook).toContain(`\`${name}\``);
  });

  it('search the logs that hold the answer', () => {
    const callbackAccess = /^CallbackApi.*AccessLog/;
    const found = Object.fromEntries(queries.map(({ name, logs }) => [name, logs]));
    for (const [name, logs] of Object.entries({
      'latest-callbacks': [/^CallbackHandlerLogs/],
      replays: [/^OverflowReplayLogs/],
      queries: [/^QueryHandlerLogs/],
      'requests-denied-by-address': [callbackAccess],
      'server-errors': [callbackAccess, /^QueryApiAccessLog/],
    }))
      expect(found[name]).toEqual(logs.map((log) => expect.stringMatching(log)));
  });
});

describe('the dashboard', () => {
  it('shows every outcome, latency, drift, the queue and the table', () => {
    const dashboard = onlyResourceOf(template, 'AWS::CloudWatch::Dashboard');
    const body = JSON.stringify(dashboard.Properties.DashboardBody);
    for (const name of [
      ...Object.keys(outcomes),
      'Latency',
      'unknownFields',
      'ApproximateNumberOfMessagesVisible',
      'ConsumedWriteCapacityUnits',
    ]) {
      expect(body).toContain(name);
    }
  });
});
