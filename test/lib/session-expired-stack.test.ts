import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import {
  aStack,
  aTemplate,
  onlyResourceOf,
  resourcesOf,
  statementsOf,
} from '../builders/template.ts';

const table = 'AWS::DynamoDB::GlobalTable';
const dev = aTemplate('dev');
const prod = aTemplate('prod');
const devStack = aStack('dev');
const prodStack = aStack('prod');

describe.each([
  ['dev', dev],
  ['prod', prod],
])('the stack of %s', (stage, template) => {
  it('keys the table by uuid, bills on demand, keeps backups, and purges by TTL', () => {
    template.hasResourceProperties(table, {
      KeySchema: [{ AttributeName: 'uuid', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'purgeAt', Enabled: true },
      SSESpecification: { SSEEnabled: false },
      Replicas: [{ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }],
    });
  });

  it('indexes the records by session and by user, with only what never changes', () => {
    const index = (name: string, key: string, other: string) => ({
      IndexName: name,
      KeySchema: [
        { AttributeName: key, KeyType: 'HASH' },
        { AttributeName: 'receivedAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [other, 'providerId', 'purgeAt'] },
    });
    template.hasResourceProperties(table, {
      GlobalSecondaryIndexes: [
        index('bySession', 'sessionId', 'userId'),
        index('byUser', 'userId', 'sessionId'),
      ],
    });
  });

  it('runs each Lambda on Node 24, arm64, with JSON logs and no managed policy', () => {
    template.allResourcesProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      LoggingConfig: { LogFormat: 'JSON' },
    });
    for (const { Properties } of resourcesOf(template, 'AWS::Lambda::Function')) {
      const [start] = Properties.Role['Fn::GetAtt'];
      const role = onlyResourceOf(template, 'AWS::IAM::Role', start);
      expect(role.Properties).not.toHaveProperty('ManagedPolicyArns');
    }
  });

  it('lets the callback write its logs, the table and the overflow queue, and nothing else', () => {
    const tableArn = { 'Fn::GetAtt': [onlyResourceOf(template, table).id, 'Arn'] };
    const queueArn = { 'Fn::GetAtt': [expect.stringMatching(/^OverflowQueue/), 'Arn'] };
    expect(statementsOf(template, 'CallbackHandler')).toEqual([
      expect.objectContaining({ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] }),
      expect.objectContaining({
        Action: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
        Resource: tableArn,
      }),
      expect.objectContaining({ Action: 'sqs:SendMessage', Resource: queueArn }),
    ]);
  });

  it('does not hold a secureLogin', () => {
    expect(JSON.stringify(template.toJSON())).not.toMatch(/(demo|real)-operator/);
  });

  it('keeps every log for a limited time', () => {
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });

  it('asks for IAM on every route but POST /V4/SessionExpired, in both spellings', () => {
    const methods = resourcesOf(template, 'AWS::ApiGateway::Method').map(({ id, Properties }) => [
      id.replace(/[0-9A-F]{8}$/, ''),
      Properties.HttpMethod,
      Properties.AuthorizationType,
    ]);
    expect(methods.sort()).toEqual([
      ['CallbackApiRestApiV4SessionExpiredPOST', 'POST', 'NONE'],
      ['CallbackApiRestApiv4SessionExpiredPOST', 'POST', 'NONE'],
      ['QueryApisessionrecordsGET', 'GET', 'AWS_IAM'],
      ['QueryApisessionrecordsuuidGET', 'GET', 'AWS_IAM'],
    ]);
    const parts = resourcesOf(template, 'AWS::ApiGateway::Resource', 'CallbackApi');
    expect(parts.map(({ Properties }) => Properties.PathPart)).toEqual([
      'V4',
      'SessionExpired',
      'v4',
      'SessionExpired',
    ]);
  });

  it('throttles and logs access', () => {
    for (const [start, rate, burst] of [
      ['Callback', 100, 200],
      ['Query', 20, 20],
    ] as const) {
      expect(onlyResourceOf(template, 'AWS::ApiGateway::Stage', start).Properties).toMatchObject({
        StageName: stage,
        MethodSettings: [{ ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst }],
        AccessLogSetting: { Format: expect.stringContaining('requestId') },
      });
    }
  });

  it('publishes the URL for the provider, and what other services need', () => {
    const outputs = template.findOutputs('*');
    const names = ['CallbackUrl', 'EventBusName', 'QueryUrl', 'ReaderPolicyArn', 'TableName'];
    expect(Object.keys(outputs).sort()).toEqual(names);
    expect(JSON.stringify(outputs['CallbackUrl']?.['Value'])).toContain('/V4/SessionExpired');
    expect(JSON.stringify(outputs['QueryUrl']?.['Value'])).toContain('/session-records');
  });
});

describe('the SSM parameters', () => {
  it('lie below /session-expired/<stage>/, and hold the values of the outputs', () => {
    const outputs = prod.findOutputs('*');
    const parameters = resourcesOf(prod, 'AWS::SSM::Parameter').map(({ Properties }) => [
      Properties.Name,
      Properties.Value,
    ]);
    expect(Object.fromEntries(parameters)).toEqual({
      '/session-expired/prod/event-bus-name': outputs['EventBusName']?.['Value'],
      '/session-expired/prod/query-url': outputs['QueryUrl']?.['Value'],
      '/session-expired/prod/reader-policy-arn': outputs['ReaderPolicyArn']?.['Value'],
      '/session-expired/prod/table-name': outputs['TableName']?.['Value'],
    });
  });
});

describe('what synth warns of', () => {
  it('is that the shipped dev stage is open to every IP address', () => {
    const annotations = Annotations.fromStack(devStack);
    annotations.hasWarning('*', Match.stringLikeRegexp('every IP address may call'));
    annotations.hasNoWarning('*', Match.stringLikeRegexp('silence|deleted'));
  });

  it('is outside dev that silence sets off no alarm, and that the stack can be deleted', () => {
    const annotations = Annotations.fromStack(prodStack);
    annotations.hasWarning('*', Match.stringLikeRegexp('set stages.prod.silenceHours'));
    annotations.hasWarning('*', Match.stringLikeRegexp('set stages.prod.terminationProtection'));
  });

  it('is nothing once both are set', () => {
    const stack = aStack('prod', { silenceHours: 3, terminationProtection: true });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
    expect(stack.terminationProtection).toBe(true);
  });
});

describe('protection', () => {
  it('keeps the table and the logs of prod when the stack goes', () => {
    expect(onlyResourceOf(prod, table)).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: { Replicas: [{ DeletionProtectionEnabled: true }] },
    });
    prod.allResources('AWS::Logs::LogGroup', { DeletionPolicy: 'RetainExceptOnCreate' });
  });

  it('lets dev go', () => {
    expect(onlyResourceOf(dev, table)).toMatchObject({ DeletionPolicy: 'Delete' });
  });

  it('lets a failed creation be repeated: the stack is unprotected by default', () => {
    expect(prodStack.terminationProtection).toBe(false);
    expect(devStack.terminationProtection).toBe(false);
  });
});

describe('settings', () => {
  it('reach the resources', () => {
    const template = aTemplate('prod', {
      retentionDays: 7,
      errorCodes: '2024-10-27',
      requestFields: '2024-10-18',
      throttle: { rate: 5, burst: 6 },
      queryThrottle: { rate: 300, burst: 400 },
      logRetentionDays: 400,
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          STAGE: 'prod',
          RETENTION_DAYS: '7',
          ERROR_CODES: '2024-10-27',
          REQUEST_FIELDS: '2024-10-18',
        },
      },
    });
    const throttles = resourcesOf(template, 'AWS::ApiGateway::Stage').map(({ id, Properties }) => [
      id.slice(0, 5),
      Properties.MethodSettings[0].ThrottlingRateLimit,
      Properties.MethodSettings[0].ThrottlingBurstLimit,
    ]);
    expect(throttles).toEqual([
      ['Callb', 5, 6],
      ['Query', 300, 400],
    ]);
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 400 });
  });
});
