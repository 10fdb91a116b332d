import { fileURLToPath } from 'node:url';
import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat, SourceMapMode } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { aliases, leanBundling } from './lean-bundling.ts';

export interface SessionExpiredFunctionProps {
  readonly description: string;
  /** The handler's file, relative to the folder `lambda`; it exports `handler`. */
  readonly entry: string;
  readonly environment: Record<string, string>;
  readonly timeout: Duration;
  readonly logRetention: RetentionDays;
  /** What becomes of the logs when the stack is deleted. */
  readonly logRemoval: RemovalPolicy;
}

/** A Lambda function as this app deploys each: arm64, a lean ESM bundle, JSON logs in a group of its own, and only that granted. */
export class SessionExpiredFunction extends NodejsFunction {
  constructor(scope: Construct, id: string, props: SessionExpiredFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: props.logRetention,
      removalPolicy: props.logRemoval,
    });
    // Not the role that CDK makes: its managed policy may create and write any log group.
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    super(scope, id, {
      role,
      logGroup,
      description: props.description,
      entry: fileURLToPath(new URL(`../lambda/${props.entry}`, import.meta.url)),
      environment: props.environment,
      timeout: props.timeout,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      loggingFormat: LoggingFormat.JSON,
      awsSdkConnectionReuse: false,
      bundling: {
        ...leanBundling,
        format: OutputFormat.ESM,
        esbuildArgs: Object.fromEntries(
          Object.entries(aliases).map(([module, file]) => [`--alias:${module}`, file]),
        ),
        // Beside the bundle, for reading traces offline: switched on in the Lambda they cost more than the rest of its start.
        sourceMap: true,
        sourceMapMode: SourceMapMode.EXTERNAL,
      },
    });
  }
}
