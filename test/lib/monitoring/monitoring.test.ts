import { readFileSync } from 'node:fs';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { outcomes } from '../../../lambda/callback/outcome.ts';
import { withCommit } from '../../../lib/shared/source-commit.ts';
import { aStack, aTemplate } from '../../builders/template.ts';

const template = aTemplate('prod', { silenceHours: 3, alarmEmail: 'operations@example.com' });
const runbook = readFileSync(new URL('../../../docs/runbook.md', import.meta.url), 'utf8');

const metricAlarm = 'AWS::CloudWatch::Alarm';
const compositeAlarm = 'AWS::CloudWatch::CompositeAlarm';

/** The alarms that notify somebody. An alarm that is part of another notifies nobody. */
const alarms = (from: Template) =>
  [metricAlarm, compositeAlarm]
    .flatMap((type) => Object.values(from.findResources(type)))
    .map(({ Properties }) => Properties)
    .filter(({ AlarmDescription }) => !AlarmDescription.startsWith('part of'));

/** One of our metrics in an alarm. It has a label, so the template writes it in the long form. */
const ownMetric = (MetricName: string, Period = 300) => [
  Match.objectLike({
    MetricStat: Match.objectLike({ Metric: Match.objectLike({ MetricName }), Period }),
  }),
];

const alarmNames = (from: Template) =>
  alarms(from).map(({ AlarmDescription }) => String(AlarmDescription).split(':')[0]);

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
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp('^Silence'),
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
      EvaluationPeriods: 3,
    });
  });

  it('each tell the topic when they go off and when they are over', () => {
    const topic = { Ref: Object.keys(template.findResources('AWS::SNS::Topic'))[0] };
    for (const alarm of alarms(template)) {
      expect(alarm).toMatchObject({ AlarmActions: [topic], OKActions: [topic] });
    }
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
      Description: withCommit("Records Lucky Monaco's Session Expired callbacks (prod)"),
    });
    aTemplate('dev').resourceCountIs('AWS::Lambda::Alias', 0);
  });
});

describe('an alarm', () => {
  it('reveals that events stopped while records are written, by one metric each', () => {
    const part = (id: string, properties: object) => {
      const found = template.findResources(metricAlarm, { Properties: properties });
      expect(Object.keys(found)).toEqual([expect.stringContaining(id)]);
      return { 'Fn::GetAtt': [Object.keys(found)[0], 'Arn'] };
    };
    const records = part('EventsStoppedWhile', {
      Metrics: ownMetric('recorded', 900),
      EvaluationPeriods: 2,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
    const events = part('EventsStoppedMissing', {
      MetricName: 'EventCount',
      Period: 900,
      EvaluationPeriods: 2,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
    const rule = ['(ALARM("', records, '") AND ALARM("', events, '"))'];
    template.hasResourceProperties(compositeAlarm, { AlarmRule: { 'Fn::Join': ['', rule] } });
  });

  it('reveals writes that the table or an index throttled', () => {
    template.hasResourceProperties(metricAlarm, {
      AlarmDescription: Match.stringLikeRegexp('^TableThrottles'),
      MetricName: 'ThrottledRequests',
      Dimensions: Match.arrayWith([{ Name: 'Operation', Value: 'UpdateItem' }]),
    });
  });

  it.each([
    ['MalformedBurst', 'malformed'],
    ['UnauthenticatedBurst', 'unauthenticated'],
  ])('tells of many refused callbacks: %s', (name, metricName) => {
    template.hasResourceProperties(metricAlarm, {
      AlarmDescription: Match.stringLikeRegexp(`^${name}`),
      Metrics: ownMetric(metricName),
      Threshold: 20,
    });
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
  it('are the ones in the runbook', () => {
    const names = Object.values(template.findResources('AWS::Logs::QueryDefinition')).map(
      ({ Properties }) => String(Properties.Name).split('/')[1] as string,
    );
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) expect(runbook).toContain(`\`${name}\``);
  });

  it('search the logs that hold the answer', () => {
    const logsOf = (name: string) => {
      const [query] = Object.values(template.findResources('AWS::Logs::QueryDefinition')).filter(
        ({ Properties }) => String(Properties.Name).endsWith(`/${name}`),
      );
      return query?.['Properties'].LogGroupNames.map(({ Ref }: { Ref: string }) => Ref);
    };
    const [callback, query] = [/^CallbackApi.*AccessLog/, /^QueryApiAccessLog/];
    expect(logsOf('latest-callbacks')).toEqual([expect.stringMatching(/^CallbackHandlerLogs/)]);
    expect(logsOf('replays')).toEqual([expect.stringMatching(/^OverflowReplayLogs/)]);
    expect(logsOf('queries')).toEqual([expect.stringMatching(/^QueryHandlerLogs/)]);
    expect(logsOf('requests-denied-by-address')).toEqual([expect.stringMatching(callback)]);
    expect(logsOf('server-errors')).toEqual([
      expect.stringMatching(callback),
      expect.stringMatching(query),
    ]);
  });
});

describe('the dashboard', () => {
  it('shows every outcome, latency, drift, the queue and the table', () => {
    const [dashboard] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
    const body = JSON.stringify(dashboard?.['Properties'].DashboardBody);
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
