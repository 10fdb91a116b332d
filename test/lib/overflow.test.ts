import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { aTemplate, statementsOf } from '../builders/template.ts';

const template = aTemplate('prod');

describe('each queue', () => {
  it('keeps messages and dead letters for 14 days, encrypted, even after the stack', () => {
    template.allResourcesProperties('AWS::SQS::Queue', {
      MessageRetentionPeriod: 14 * 24 * 60 * 60,
      SqsManagedSseEnabled: true,
    });
    template.allResources('AWS::SQS::Queue', { DeletionPolicy: 'RetainExceptOnCreate' });
  });

  it('takes nothing over an unencrypted connection', () => {
    const statement = { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
    template.resourcePropertiesCountIs(
      'AWS::SQS::QueuePolicy',
      { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike(statement)]) } },
      Object.keys(template.findResources('AWS::SQS::Queue')).length,
    );
  });
});

describe('the overflow queue', () => {
  it('feeds the replay, which reports what failed message by message', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^OverflowQueue'), 'Arn'] },
    });
    template.hasResourceProperties('AWS::SQS::Queue', {
      RedrivePolicy: { maxReceiveCount: 1_000 },
      VisibilityTimeout: 180,
    });
  });

  it('lets the replay only write the table, dead-letter messages and read its queue', () => {
    expect(statementsOf(template, 'OverflowReplay').map(({ Action }) => Action)).toEqual([
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      'dynamodb:UpdateItem',
      'sqs:SendMessage',
      [
        'sqs:ChangeMessageVisibility',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:GetQueueUrl',
        'sqs:ReceiveMessage',
      ],
    ]);
  });
});
