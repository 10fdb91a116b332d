import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { tableName } from '../../../bin/local/embedded-dynamodb.ts';
import { renderTemplate } from '../../../bin/local/session-expired-events.ts';
import { sessionExpiredEventSchema } from '../../../lib/events/session-expired-event.ts';
import { anEmbeddedStore } from '../../builders/receiver.ts';
import { aSessionRecord } from '../../builders/session-record.ts';
import { aTemplate, onlyResourceOf, resourcesOf } from '../../builders/template.ts';

const template = aTemplate('prod');
const pipeResource = onlyResourceOf(template, 'AWS::Pipes::Pipe');
const pipe = pipeResource.Properties;
const logicalId = (type: string, start?: string) => onlyResourceOf(template, type, start).id;

describe('the pipe', () => {
  it('makes exactly the published event of a stored record, whatever its texts', async () => {
    const { client, store } = await anEmbeddedStore();
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(text, text, async (uuid, userId) => {
        const record = aSessionRecord({ uuid, userId, sessionId: '"<$.dynamodb>\\' });
        if ((await store.write(record)).name !== 'recorded') return;
        const { Item } = await client.send(
          new GetItemCommand({ TableName: tableName, Key: { uuid: { S: uuid } } }),
        );

        const detail = renderTemplate(pipe.TargetParameters.InputTemplate, {
          eventName: 'INSERT',
          dynamodb: { NewImage: Item },
        });

        const { sessionId, providerId, receivedAt } = record;
        const row = { uuid, sessionId, userId, providerId, receivedAt };
        expect(v.parse(sessionExpiredEventSchema.entries.detail, detail)).toEqual(detail);
        expect(detail).toEqual({ schemaVersion: 1, ...row });
      }),
      { numRuns: 50 },
    );
  });

  it('lets only new records through: no retransmission, and no record that was purged', () => {
    expect(pipe.SourceParameters.FilterCriteria.Filters).toEqual([
      { Pattern: '{"eventName":["INSERT"]}' },
    ]);
  });

  it("leads from the table's stream to the bus, by the names that rules match", () => {
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    });
    expect(pipe).toMatchObject({
      Source: { 'Fn::GetAtt': [logicalId('AWS::DynamoDB::GlobalTable'), 'StreamArn'] },
      Target: { 'Fn::GetAtt': [logicalId('AWS::Events::EventBus'), 'Arn'] },
      TargetParameters: {
        EventBridgeEventBusParameters: { Source: 'session-expired', DetailType: 'SessionExpired' },
      },
    });
  });

  it('is created late, after IAM has published its role', () => {
    const stage = logicalId('AWS::ApiGateway::Stage', 'CallbackApi');
    expect(pipeResource['DependsOn']).toContain(stage);
  });

  it('retries, gives up before the stream expires, and tells a queue', () => {
    const { DynamoDBStreamParameters } = pipe.SourceParameters;
    expect(DynamoDBStreamParameters).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      OnPartialBatchItemFailure: 'AUTOMATIC_BISECT',
      MaximumRetryAttempts: 100,
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': [logicalId('AWS::SQS::Queue', 'Events'), 'Arn'] } },
    });
    expect(DynamoDBStreamParameters.BatchSize).toBeLessThanOrEqual(10);
    expect(DynamoDBStreamParameters.MaximumRecordAgeInSeconds).toBeLessThan(24 * 60 * 60);
  });

  it('may only read the stream, put events on the bus and send to its dead letters', () => {
    const role = onlyResourceOf(template, 'AWS::IAM::Role', 'EventsPipeRole').Properties;
    expect(role.AssumeRolePolicyDocument.Statement).toMatchObject([
      {
        Principal: { Service: 'pipes.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ]);
    expect(role).not.toHaveProperty('ManagedPolicyArns');
    const reading = {
      Action: [
        'dynamodb:DescribeStream',
        'dynamodb:GetRecords',
        'dynamodb:GetShardIterator',
        'dynamodb:ListStreams',
      ],
      Resource: { 'Fn::GetAtt': [logicalId('AWS::DynamoDB::GlobalTable'), 'StreamArn'] },
    };
    const Statement = [reading, { Action: 'sqs:SendMessage' }, { Action: 'events:PutEvents' }];
    expect(role.Policies).toMatchObject([{ PolicyDocument: { Statement } }]);
  });
});

describe('the bus', () => {
  it('archives its events for replay, for as many days as the setting says', () => {
    aTemplate('prod', { eventArchiveDays: 7 }).hasResourceProperties('AWS::Events::Archive', {
      SourceArn: { 'Fn::GetAtt': [logicalId('AWS::Events::EventBus'), 'Arn'] },
      RetentionDays: 7,
    });
  });
});

describe('events: false', () => {
  it('leaves out stream, pipe, bus, archive, queue and the name of the bus', () => {
    const without = aTemplate('prod', { events: false });
    for (const type of ['AWS::Pipes::Pipe', 'AWS::Events::EventBus', 'AWS::Events::Archive']) {
      without.resourceCountIs(type, 0);
    }
    const text = JSON.stringify(without.toJSON());
    expect(text).not.toMatch(/StreamSpecification|EventsDeadLetters|EventBusName/);
    const parameters = resourcesOf(without, 'AWS::SSM::Parameter');
    expect(parameters.map(({ Properties }) => Properties.Name).sort()).toEqual([
      '/session-expired/prod/query-url',
      '/session-expired/prod/reader-policy-arn',
      '/session-expired/prod/table-name',
    ]);
  });
});
