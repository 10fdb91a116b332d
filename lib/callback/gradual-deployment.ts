import { Validations } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

export interface GradualDeploymentProps {
  /** The alias that callers invoke. It moves from one version to the next. */
  readonly alias: Alias;
  /** Alarms that move the alias back. */
  readonly alarms: readonly IAlarm[];
  /**
   * Whether a new version takes all callbacks at once and no alarm moves the alias back.
   * @default false
   */
  readonly isUrgent?: boolean | undefined;
}

/**
 * Gives a new version a tenth of the callbacks for 10 minutes, then all of them. If an alarm goes
 * off meanwhile, the old version gets all of them back.
 */
export class GradualDeployment extends Construct {
  constructor(scope: Construct, id: string, props: GradualDeploymentProps) {
    super(scope, id);
    const { alias, alarms, isUrgent = false } = props;
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('codedeploy.amazonaws.com'),
      managedPolicies: [
        ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSCodeDeployRoleForLambdaLimited'),
      ],
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]',
      reason: "AWS's own policy for just this service, which AWS keeps in step with it.",
    });
    new LambdaDeploymentGroup(this, 'DeploymentGroup', {
      alias,
      role,
      deploymentConfig: isUrgent
        ? LambdaDeploymentConfig.ALL_AT_ONCE
        : LambdaDeploymentConfig.CANARY_10PERCENT_10MINUTES,
      alarms: [...alarms],
      ignoreAlarmConfiguration: isUrgent,
    });
  }
}
