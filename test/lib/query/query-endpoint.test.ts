import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { aTemplate } from '../../builders/template.ts';

interface Statement {
  Action: string | string[];
  Resource: unknown;
}

const dev = aTemplate('dev');
const prod = aTemplate('prod');

const find = (template: Template, type: string, start: string) =>
  Object.entries(template.findResources(type)).filter(([id]) => id.startsWith(start));

const statementsOf = (
  template: Template,
  start: string,
  type = 'AWS::IAM::Policy',
): Statement[] => {
  const found = find(template, type, start);
  expect(found).toHaveLength(1);
  return found[0]?.[1]['Properties'].PolicyDocument.Statement;
};

const table = Object.keys(prod.findResources('AWS::DynamoDB::GlobalTable'))[0];
const tableArn = { 'Fn::GetAtt': [table, 'Arn'] };
const indexArn = (name: string) => ({ 'Fn::Join': ['', [tableArn, `/index/${name}`]] });

describe('the routes of both APIs', () => {
  it.each([
    ['dev', dev],
    ['prod', prod],
  ])('ask for IAM, all but POST /V4/SessionExpired: %s', (_, template) => {
    const methods = Object.entries(template.findResources('AWS::ApiGateway::Method')).map(
      ([id, { Properties }]) => [
        id.replace(/[0-9A-F]{8}$/, ''),
        Properties.HttpMethod,
        Properties.AuthorizationType,
      ],
    );
    expect(methods.sort()).toEqual([
      ['CallbackApiRestApiV4SessionExpiredPOST', 'POST', 'NONE'],
      ['CallbackApiRestApiv4SessionExpiredPOST', 'POST', 'NONE'],
      ['QueryApisessionrecordsGET', 'GET', 'AWS_IAM'],
      ['QueryApisessionrecordsuuidGET', 'GET', 'AWS_IAM'],
    ]);
  });
});

describe('the query API', () => {
  const policyOf = (template: Template) =>
    find(template, 'AWS::ApiGateway::RestApi', 'QueryApi')[0]?.[1]['Properties'].Policy;

  const principalsOf = (template: Template) => {
    const { Statement } = policyOf(template);
    expect(Statement).toMatchObject([{ Effect: 'Allow', Action: 'execute-api:Invoke' }]);
    return [Statement[0].Principal.AWS].flat().map((principal) => JSON.stringify(principal));
  };

  it('lets in only principals of its own account', () => {
    expect(principalsOf(prod)).toEqual([expect.stringMatching(/AWS::AccountId.*:root/)]);
  });

  it('lets in principals of readerAccounts as well', () => {
    const template = aTemplate('prod', { readerAccounts: ['111111111111', '222222222222'] });
    expect(principalsOf(template)).toEqual([
      expect.stringMatching(/AWS::AccountId.*:root/),
      expect.stringMatching(/111111111111:root/),
      expect.stringMatching(/222222222222:root/),
    ]);
  });

  it('is throttled by queryThrottle, whatever the throttle of callbacks', () => {
    const template = aTemplate('prod', {
      throttle: { rate: 7, burst: 8 },
      queryThrottle: { rate: 300, burst: 400 },
    });
    const stage = find(template, 'AWS::ApiGateway::Stage', 'QueryApi')[0]?.[1]['Properties'];
    expect(stage.MethodSettings).toMatchObject([
      { ThrottlingRateLimit: 300, ThrottlingBurstLimit: 400 },
    ]);
  });

  it('logs the caller and the route, and no uuid', () => {
    const stage = find(prod, 'AWS::ApiGateway::Stage', 'QueryApi')[0]?.[1]['Properties'];
    const format = JSON.parse(stage.AccessLogSetting.Format);
    expect(format).toMatchObject({
      route: '$context.resourcePath',
      caller: '$context.identity.userArn',
    });
    expect(Object.values(format)).not.toContain('$context.path');
  });

  it('answers in the form of RFC 9457 and without caching, even without the Lambda', () => {
    for (const ResponseType of ['DEFAULT_4XX', 'DEFAULT_5XX', 'THROTTLED']) {
      prod.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
        ResponseType,
        ResponseParameters: {
          'gatewayresponse.header.Content-Type': "'application/problem+json'",
          'gatewayresponse.header.Cache-Control': "'no-store'",
        },
      });
    }
    prod.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
      ResponseType: 'THROTTLED',
      ResponseParameters: { 'gatewayresponse.header.Retry-After': "'1'" },
    });
  });
});

describe("the query's Lambda", () => {
  it('reads the table by key and its indexes by query, writes its logs, and nothing else', () => {
    expect(statementsOf(prod, 'QueryHandlerRole')).toMatchObject([
      { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] },
      { Action: 'dynamodb:GetItem', Resource: tableArn },
      { Action: 'dynamodb:Query', Resource: [indexArn('bySession'), indexArn('byUser')] },
    ]);
    const [[, role] = []] = find(prod, 'AWS::IAM::Role', 'QueryHandler');
    expect(role?.['Properties']).not.toHaveProperty('ManagedPolicyArns');
  });

  it('runs on Node 24, arm64, and gives up before API Gateway does', () => {
    const [[, lambda] = []] = find(prod, 'AWS::Lambda::Function', 'QueryHandler');
    expect(lambda?.['Properties']).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Timeout: 8,
      Environment: { Variables: { TABLE_NAME: { Ref: table } } },
    });
  });
});

describe("the callback's Lambda", () => {
  it('cannot read by index', () => {
    const statements = JSON.stringify(statementsOf(prod, 'CallbackHandlerRole'));
    expect(statements).not.toMatch(/dynamodb:(Query|Scan|BatchGetItem|\*)|\/index\//);
  });
});

describe('the reader policy', () => {
  it('grants only invoking GET routes and reading the table and SSM parameters', () => {
    const statements = statementsOf(prod, 'ReaderPolicy', 'AWS::IAM::ManagedPolicy');
    expect(statements.map(({ Action }) => Action)).toEqual([
      'execute-api:Invoke',
      ['dynamodb:BatchGetItem', 'dynamodb:GetItem'],
      'dynamodb:Query',
      ['ssm:GetParameter', 'ssm:GetParameters'],
    ]);
    const parameters = Object.values(prod.findResources('AWS::SSM::Parameter'));
    for (const { Properties } of parameters) {
      expect(JSON.stringify(statements[3]?.Resource)).toContain(`:parameter${Properties.Name}"`);
    }
    expect(statements[3]?.Resource).toHaveLength(parameters.length);
    expect(statements[1]?.Resource).toEqual(tableArn);
    expect(statements[2]?.Resource).toEqual([tableArn, indexArn('bySession'), indexArn('byUser')]);
    const invoked = JSON.stringify(statements[0]?.Resource);
    expect(invoked).toContain('/GET/session-records"');
    expect(invoked).toContain('/GET/session-records/*"');
  });
});

describe('the SSM parameters', () => {
  const names = (template: Template) =>
    Object.values(template.findResources('AWS::SSM::Parameter'))
      .map(({ Properties }) => Properties.Name)
      .sort();

  it('lie below /session-expired/<stage>/', () => {
    expect(names(prod)).toEqual([
      '/session-expired/prod/event-bus-name',
      '/session-expired/prod/query-url',
      '/session-expired/prod/reader-policy-arn',
      '/session-expired/prod/table-name',
    ]);
  });

  it('hold the values of the outputs', () => {
    const value = (name: string) =>
      Object.values(prod.findResources('AWS::SSM::Parameter')).find(
        ({ Properties }) => Properties.Name === `/session-expired/prod/${name}`,
      )?.['Properties'].Value;
    const outputs = prod.findOutputs('*');
    expect(value('query-url')).toEqual(outputs['QueryUrl']?.['Value']);
    expect(value('table-name')).toEqual(outputs['TableName']?.['Value']);
    expect(value('reader-policy-arn')).toEqual(outputs['ReaderPolicyArn']?.['Value']);
    expect(value('event-bus-name')).toEqual(outputs['EventBusName']?.['Value']);
  });

  it('name no bus if there is none', () => {
    const template = aTemplate('prod', { events: false });
    expect(names(template)).not.toContain('/session-expired/prod/event-bus-name');
    expect(template.findOutputs('*')).not.toHaveProperty('EventBusName');
  });
});
