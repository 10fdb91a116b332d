import { CustomResource, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { LogRoleProperties } from '../lambda/log-role/log-role-handler.ts';
import type { Settings } from './settings/settings.ts';
import { LeanFunction } from './shared/lean-function.ts';

export interface AccountLogRoleProps {
  readonly settings: Settings;
  readonly stage: string;
}

/**
 * Gives API Gateway a role for logs if the account and region have none. All APIs there share the
 * role. It is never replaced or removed. Without a role, API Gateway refuses a stage with an access
 * log.
 */
export class AccountLogRole extends Construct {
  private readonly isSet: CustomResource;

  constructor(scope: Construct, id: string, props: AccountLogRoleProps) {
    super(scope, id);
    const role = this.createRole();
    const { functionArn } = this.createSetter(role, props);
    this.isSet = new CustomResource(this, 'Set', {
      resourceType: 'Custom::ApiGatewayLogRole',
      serviceToken: functionArn,
      // Ends the wait if the Lambda cannot even start. The Lambda's own timeout is 5 minutes.
      serviceTimeout: Duration.minutes(10),
      properties: { RoleArn: role.roleArn } satisfies LogRoleProperties,
      // A deletion undoes nothing, so it needs no call of the Lambda.
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** Makes the API's stage wait until the account has a role. */
  mustPrecede(api: RestApi): void {
    api.deploymentStage.node.addDependency(this.isSet);
  }

  /**
   * Creates the role. CloudFormation keeps it even if it rolls back a first creation: API Gateway
   * may use it already and would not notice its removal.
   */
  private createRole(): Role {
    const role = new Role(this, 'Role', {
      description: 'Lets the APIs of this account and region write their logs',
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
      managedPolicies: [
        ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonAPIGatewayPushToCloudWatchLogs'),
      ],
    });
    role.applyRemovalPolicy(RemovalPolicy.RETAIN);
    Validations.of(role).acknowledge({
      id: 'AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
      reason:
        "AWS's own policy for just this; every API in the account and region logs with the role.",
    });
    return role;
  }

  private createSetter(role: Role, { settings, stage }: AccountLogRoleProps): LeanFunction {
    const setter = new LeanFunction(this, 'Setter', {
      description: `Gives API Gateway a role for logs where it has none (${stage})`,
      entry: 'log-role/handler.ts',
      environment: {},
      timeout: Duration.minutes(5),
      logRetention: settings.logRetentionDays,
    });
    const account = Stack.of(this).formatArn({
      service: 'apigateway',
      account: '',
      resource: '/account',
    });
    setter.allow(['apigateway:GET', 'apigateway:PATCH'], account);
    // Only API Gateway can assume the role, so no condition needs to limit the service it is passed
    // to.
    setter.allow(['iam:PassRole'], role.roleArn);
    return setter;
  }
}
