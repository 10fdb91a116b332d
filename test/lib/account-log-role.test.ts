import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { aTemplate } from '../builders/template.ts';

const template = aTemplate('prod');
const type = 'Custom::ApiGatewayLogRole';

const find = (from: Template, resourceType: string, id: RegExp) =>
  Object.entries(from.findResources(resourceType)).filter(([logicalId]) => id.test(logicalId));

describe('the role that API Gateway logs with', () => {
  const [[roleId, role] = []] = find(template, 'AWS::IAM::Role', /^LogRole[0-9A-F]{8}$/);
  const [resourceId] = Object.keys(template.findResources(type));

  it('is offered to the account, and outlives the stack as the setting does', () => {
    template.hasResource(type, {
      Properties: { RoleArn: { 'Fn::GetAtt': [roleId, 'Arn'] } },
      DeletionPolicy: 'Retain',
    });
    expect(role).toMatchObject({
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: [{ Principal: { Service: 'apigateway.amazonaws.com' } }],
        },
        ManagedPolicyArns: [
          {
            'Fn::Join': [
              '',
              expect.arrayContaining([expect.stringMatching(/PushToCloudWatchLogs$/)]),
            ],
          },
        ],
      },
      DeletionPolicy: 'Retain',
    });
    template.resourceCountIs('AWS::ApiGateway::Account', 0);
  });

  it('exists before each stage with an access log', () => {
    const stages = Object.values(template.findResources('AWS::ApiGateway::Stage'));
    expect(stages).toHaveLength(2);
    for (const { DependsOn } of stages) expect(DependsOn).toContain(resourceId);
  });

  it('is set by a Lambda that may do nothing else', () => {
    const [[, policy] = []] = find(template, 'AWS::IAM::Policy', /^LogRoleSetterRole/);
    expect(policy?.['Properties'].PolicyDocument.Statement).toMatchObject([
      { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] },
      {
        Action: ['apigateway:GET', 'apigateway:PATCH'],
        Resource: { 'Fn::Join': ['', expect.arrayContaining(['::/account'])] },
      },
      { Action: 'iam:PassRole', Resource: { 'Fn::GetAtt': [roleId, 'Arn'] } },
    ]);
  });

  it('is left to the account with cloudWatchRole: false', () => {
    const without = aTemplate('prod', { cloudWatchRole: false });
    without.resourceCountIs(type, 0);
    expect(JSON.stringify(without.toJSON())).not.toContain('apigateway:PATCH');
  });
});
