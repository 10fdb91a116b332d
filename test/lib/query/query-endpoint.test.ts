import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { aTemplate, onlyResourceOf, resourcesOf, statementsOf } from '../../builders/template.ts';

const prod = aTemplate('prod');

const table = onlyResourceOf(prod, 'AWS::DynamoDB::GlobalTable').id;
const tableArn = { 'Fn::GetAtt': [table, 'Arn'] };
const indexArn = (name: string) => ({ 'Fn::Join': ['', [tableArn, `/index/${name}`]] });

describe('the query API', () => {
  const principalsOf = (template: Template) => {
    const api = onlyResourceOf(template, 'AWS::ApiGateway::RestApi', 'QueryApi');
    const { Statement } = api.Properties.Policy;
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

  it('logs the caller and the route, and no uuid', () => {
    const stage = onlyResourceOf(prod, 'AWS::ApiGateway::Stage', 'QueryApi');
    const format = JSON.parse(stage.Properties.AccessLogSetting.Format);
    expect(format).toMatchObject({
      route: '$context.resourcePath',
      caller: '$context.identity.userArn',
    });
    expect(Object.values(format)).not.toContain('$context.path');
  });

  it('answers in the form of RFC 9457 and without caching, even without the Lambda', () => {
    const header = (name: string) => `gatewayresponse.header.${name}`;
    const responses = resourcesOf(prod, 'AWS::ApiGateway::GatewayResponse', 'QueryApi').map(
      ({ Properties }) => [Properties.ResponseType, Properties.ResponseParameters],
    );
    const common = {
      [header('Content-Type')]: "'application/problem+json'",
      [header('Cache-Control')]: "'no-store'",
    };
    expect(Object.fromEntries(responses)).toEqual({
      DEFAULT_4XX: common,
      DEFAULT_5XX: common,
      THROTTLED: { ...common, [header('Retry-After')]: "'1'" },
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
  });
});

describe('the Lambdas behind an API', () => {
  it.each(['CallbackHandler', 'QueryHandler'])('give up before API Gateway does: %s', (start) => {
    expect(onlyResourceOf(prod, 'AWS::Lambda::Function', start).Properties).toMatchObject({
      Timeout: 8,
      Environment: { Variables: { TABLE_NAME: { Ref: table } } },
    });
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
    const parameters = resourcesOf(prod, 'AWS::SSM::Parameter');
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
