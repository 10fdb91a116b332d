import { Annotations, Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { aStack, aTemplate } from '../builders/template.ts';

interface Statement {
  Action: string | string[];
  Resource: unknown;
}

const dev = aTemplate('dev');
const prod = aTemplate('prod');

const only = (template: Template, type: string, contains = '') => {
  const found = Object.entries(template.findResources(type)).filter(([id]) =>
    id.includes(contains),
  );
  expect(found).toHaveLength(1);
  return found[0]?.[1] as { Properties: Record<string, unknown>; [key: string]: unknown };
};

describe.each([
  ['dev', dev],
  ['prod', prod],
])('the stack of %s', (stage, template) => {
  it('keys the table by uuid, bills on demand, keeps backups, and purges by TTL', () => {
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
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
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      GlobalSecondaryIndexes: [
        index('bySession', 'sessionId', 'userId'),
        index('byUser', 'userId', 'sessionId'),
      ],
    });
  });

  it('runs the callback on Node 24, arm64, with JSON logs', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Timeout: 8,
      LoggingConfig: { LogFormat: 'JSON' },
    });
  });

  it('lets the callback write its logs, the table and the overflow queue, and nothing else', () => {
    const policy = only(template, 'AWS::IAM::Policy', 'CallbackHandler');
    const table = Object.keys(template.findResources('AWS::DynamoDB::GlobalTable'))[0];
    const { Statement } = policy.Properties['PolicyDocument'] as { Statement: Statement[] };
    expect(Statement.map(({ Action }) => Action)).toEqual([
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      'sqs:SendMessage',
    ]);
    expect(Statement[1]?.Resource).toEqual({ 'Fn::GetAtt': [table, 'Arn'] });
    expect(Statement[2]?.Resource).toEqual({
      'Fn::GetAtt': [expect.stringMatching(/^OverflowQueue/), 'Arn'],
    });
    const role = only(template, 'AWS::IAM::Role', 'CallbackHandler');
    expect(role.Properties).not.toHaveProperty('ManagedPolicyArns');
  });

  it('does not hold a secureLogin', () => {
    expect(JSON.stringify(template.toJSON())).not.toMatch(/(demo|real)-operator/);
  });

  it('keeps every log for a limited time', () => {
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });

  it('offers only POST /V4/SessionExpired on the callback API, in both spellings', () => {
    const methods = Object.entries(template.findResources('AWS::ApiGateway::Method'))
      .filter(([id]) => id.startsWith('CallbackApi'))
      .map(([, { Properties }]) => Properties.HttpMethod);
    expect(methods).toEqual(['POST', 'POST']);
    const parts = Object.entries(template.findResources('AWS::ApiGateway::Resource'))
      .filter(([id]) => id.startsWith('CallbackApi'))
      .map(([, { Properties }]) => Properties.PathPart);
    expect(parts).toEqual(['V4', 'SessionExpired', 'v4', 'SessionExpired']);
  });

  it('throttles and logs access', () => {
    const throttled = (rate: number, burst: number) => ({
      MethodSettings: [
        Match.objectLike({ ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst }),
      ],
    });
    template.hasResourceProperties('AWS::ApiGateway::Stage', throttled(100, 200));
    template.hasResourceProperties('AWS::ApiGateway::Stage', throttled(20, 20));
    template.allResourcesProperties('AWS::ApiGateway::Stage', {
      StageName: stage,
      AccessLogSetting: { Format: Match.stringLikeRegexp('requestId') },
    });
  });

  it('publishes the URL for the provider, and what other services need', () => {
    const outputs = template.findOutputs('*');
    const names = ['CallbackUrl', 'EventBusName', 'QueryUrl', 'ReaderPolicyArn', 'TableName'];
    expect(Object.keys(outputs).sort()).toEqual(names);
    expect(JSON.stringify(outputs['CallbackUrl']?.['Value'])).toContain('/V4/SessionExpired');
    expect(JSON.stringify(outputs['QueryUrl']?.['Value'])).toContain('/session-records');
  });
});

describe('the callback API', () => {
  it('lets in only the ranges of allowedIps', () => {
    expect(
      only(prod, 'AWS::ApiGateway::RestApi', 'CallbackApi').Properties['Policy'],
    ).toMatchObject({
      Statement: [
        {
          Effect: 'Allow',
          Action: 'execute-api:Invoke',
          Condition: { IpAddress: { 'aws:SourceIp': ['198.18.0.0/24', '2001:2::/48'] } },
        },
      ],
    });
  });

  it('is open in the shipped dev stage, and warns of it at synth', () => {
    expect(only(dev, 'AWS::ApiGateway::RestApi', 'CallbackApi').Properties).not.toHaveProperty(
      'Policy',
    );
    Annotations.fromStack(aStack('dev')).hasWarning(
      '*',
      Match.stringLikeRegexp('every IP address may call'),
    );
  });
});

describe('what synth warns of outside dev', () => {
  it('is that silence sets off no alarm, and that the stack can be deleted', () => {
    const annotations = Annotations.fromStack(aStack('prod'));
    annotations.hasWarning('*', Match.stringLikeRegexp('set stages.prod.silenceHours'));
    annotations.hasWarning('*', Match.stringLikeRegexp('set stages.prod.terminationProtection'));
    Annotations.fromStack(aStack('dev')).hasNoWarning(
      '*',
      Match.stringLikeRegexp('silence|deleted'),
    );
  });

  it('is nothing once both are set', () => {
    const stack = aStack('prod', { silenceHours: 3, terminationProtection: true });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });
});

describe('protection', () => {
  it('keeps the table and the logs of prod when the stack goes', () => {
    const table = only(prod, 'AWS::DynamoDB::GlobalTable');
    expect(table['DeletionPolicy']).toBe('Retain');
    expect(table.Properties['Replicas']).toMatchObject([{ DeletionProtectionEnabled: true }]);
    prod.allResources('AWS::Logs::LogGroup', { DeletionPolicy: 'RetainExceptOnCreate' });
    expect(aStack('prod', { terminationProtection: true }).terminationProtection).toBe(true);
  });

  it('lets dev go', () => {
    const table = only(dev, 'AWS::DynamoDB::GlobalTable');
    expect(table['DeletionPolicy']).toBe('Delete');
  });

  it('lets a failed creation be repeated: the stack is unprotected by default', () => {
    expect(aStack('prod').terminationProtection).toBe(false);
    expect(aStack('dev').terminationProtection).toBe(false);
  });
});

describe('settings', () => {
  it('reach the resources', () => {
    const template = aTemplate('prod', {
      retentionDays: 7,
      errorCodes: '2024-10-27',
      requestFields: '2024-10-18',
      throttle: { rate: 5, burst: 6 },
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
    template.hasResourceProperties('AWS::ApiGateway::Stage', {
      MethodSettings: [Match.objectLike({ ThrottlingRateLimit: 5, ThrottlingBurstLimit: 6 })],
    });
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 400 });
  });
});
