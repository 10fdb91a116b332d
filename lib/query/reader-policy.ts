import { type CfnElement, Stack, Validations } from 'aws-cdk-lib';
import type { Method } from 'aws-cdk-lib/aws-apigateway';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import { queryRoutes } from '../../lambda/query/request.ts';
import { discoveryNames, discoveryParameter } from '../discovery-parameters.ts';
import { indexArns } from '../session-record-table.ts';

export interface ReaderPolicyProps {
  readonly stage: string;
  readonly table: TableV2;
  /** The query API's methods. */
  readonly methods: readonly Method[];
}

/**
 * A policy to attach to the role of a service that reads session records. It allows reads through
 * the query API and directly from the table. It also allows reading the SSM parameters that lead to
 * both.
 */
export class ReaderPolicy extends ManagedPolicy {
  constructor(scope: Construct, id: string, { stage, table, methods }: ReaderPolicyProps) {
    super(scope, id, {
      description: `Reads session records (${stage})`,
      statements: [
        new PolicyStatement({
          actions: ['execute-api:Invoke'],
          resources: methods.map(({ methodArn }) => methodArn),
        }),
        new PolicyStatement({
          actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem'],
          resources: [table.tableArn],
        }),
        new PolicyStatement({
          actions: ['dynamodb:Query'],
          resources: [table.tableArn, ...indexArns(table)],
        }),
        new PolicyStatement({
          actions: ['ssm:GetParameter', 'ssm:GetParameters'],
          resources: discoveryNames.map((name) =>
            parameterArn(scope, discoveryParameter(stage, name)),
          ),
        }),
      ],
    });
    Validations.of(this).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::${nameInReport(methods)}]`,
      reason: 'The wildcard stands for the uuid in the path of a single record.',
    });
  }
}

function parameterArn(scope: Construct, name: string): string {
  return Stack.of(scope).formatArn({
    service: 'ssm',
    resource: 'parameter',
    resourceName: name.slice(1),
  });
}

/**
 * Returns the ARN of a record's route as the rules' report writes it, with the logical ids of the
 * resources.
 */
function nameInReport([method]: readonly Method[]): string {
  if (method === undefined) throw new Error('ReaderPolicy needs the methods of the query API');
  const { api } = method;
  const refer = ({ node }: IConstruct) =>
    `<${Stack.of(api).getLogicalId(node.defaultChild as CfnElement)}>`;
  const stage = refer(api.deploymentStage);
  return `arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:${refer(api)}/${stage}/GET${queryRoutes.list.path}/*`;
}
