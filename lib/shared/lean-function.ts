import { type Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type CfnFunction,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { type LambdaCodeProps, lambdaCode } from './lambda-bundling.ts';

export interface LeanFunctionProps extends LambdaCodeProps {
  /** The Lambda's purpose. The digest of its code is added. */
  readonly description: string;
  readonly environment: Record<string, string>;
  readonly timeout: Duration;
  readonly logRetention: RetentionDays;
}

/**
 * A Lambda function with this app's defaults: arm64, a lean ESM bundle, and JSON logs in its own
 * log group. It has only the permissions that `allow` gives it.
 */
export class LeanFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: LeanFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: props.logRetention,
    });
    // CDK's own role has a managed policy that may create and write any log group.
    const role = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    logGroup.grantWrite(role);
    super(scope, id, {
      role,
      logGroup,
      description: props.description,
      code: lambdaCode(props),
      handler: 'index.handler',
      environment: props.environment,
      timeout: props.timeout,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      loggingFormat: LoggingFormat.JSON,
      // Old versions are kept, so that an alias can go back to one. The version of a rolled-back
      // deployment is removed: Lambda publishes no code twice in a row.
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE },
    });
    this.describeCode(props.description);
    Validations.of(this).acknowledge(
      {
        id: 'Serverless::Serverless-LambdaDLQ',
        reason:
          'What it cannot do is answered to API Gateway, stays on its queue or fails the deployment; nothing is lost.',
      },
      {
        id: 'Serverless::Serverless-LambdaTracing',
        reason:
          'One or two calls of AWS for each invocation, timed in the log line; tracing costs start-up and money.',
      },
    );
  }

  /** Lets the function do these actions to these resources, by ARN. */
  allow(actions: string[], ...resources: string[]): void {
    this.addToRolePolicy(new PolicyStatement({ actions, resources }));
  }

  /**
   * Adds the digest of the bundle to the description, which Lambda copies to each version that it
   * publishes. The digest depends on the sources alone, and a commit would not: the same commit
   * makes the same version without Git, and a commit that leaves the bundle as it is makes none.
   */
  private describeCode(purpose: string): void {
    const resource = this.node.defaultChild as CfnFunction;
    const { s3Key = '' } = resource.code as CfnFunction.CodeProperty;
    resource.description = `${purpose}, code ${s3Key.slice(0, 12)}`;
  }
}
