import { describe, expect, it } from 'vitest';
import { aTemplate, onlyResourceOf, resourcesOf, statementsOf } from '../builders/template.ts';

const template = aTemplate('prod');
const type = 'Custom::ApiGatewayLogRole';

describe('the role that API Gateway logs with', () => {
  const setting = onlyResourceOf(template, type);
  const [role] = resourcesOf(template, 'AWS::IAM::Role').filter(({ id }) =>
    /^LogRole[0-9A-F]{8}$/.test(id),
  );

  it('is offered to the account, and outlives the stack as the setting does', () => {
    expect(setting).toMatchObject({
      Properties: { RoleArn: { 'Fn::GetAtt': [role?.id, 'Arn'] } },
      DeletionPolicy: 'Retain',
    });
    const policy = [expect.stringMatching(/PushToCloudWatchLogs$/)];
    expect(role).toMatchObject({
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: [{ Principal: { Service: 'apigateway.amazonaws.com' } }],
        },
        ManagedPolicyArns: [{ 'Fn::Join': ['', expect.arrayContaining(policy)] }],
      },
      DeletionPolicy: 'Retain',
    });
    template.resourceCountIs('AWS::ApiGateway::Account', 0);
  });

  it('exists before each stage with an access log', () => {
    const stages = resourcesOf(template, 'AWS::ApiGateway::Stage');
    expect(stages).toHaveLength(2);
    for (const { DependsOn } of stages) expect(DependsOn).toContain(setting.id);
  });

  it('is set by a Lambda that may do nothing else', () => {
    expect(statementsOf(template, 'LogRoleSetterRole')).toMatchObject([
      { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] },
      {
        Action: ['apigateway:GET', 'apigateway:PATCH'],
        Resource: { 'Fn::Join': ['', expect.arrayContaining(['::/account'])] },
      },
      { Action: 'iam:PassRole', Resource: { 'Fn::GetAtt': [role?.id, 'Arn'] } },
    ]);
  });

  it('is left to the account with cloudWatchRole: false', () => {
    const without = aTemplate('prod', { cloudWatchRole: false });
    without.resourceCountIs(type, 0);
    expect(JSON.stringify(without.toJSON())).not.toContain('apigateway:PATCH');
  });
});
