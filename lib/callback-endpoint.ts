import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { callbackRoute } from '../lambda/callback/route.ts';
import { callbackEnvironment } from './callback-environment.ts';
import { SessionExpiredFunction } from './session-expired-function.ts';
import type { Settings } from './settings.ts';

export interface CallbackEndpointProps {
  readonly table: TableV2;
  readonly settings: Settings;
  readonly stage: string;
  /** Whether logs outlive the stack. */
  readonly isProtected: boolean;
}

/** `POST /V4/SessionExpired`: the REST API that leads there and nowhere else, and the Lambda that answers. */
export class CallbackEndpoint extends Construct {
  /** The full URL to give to the provider. */
  readonly url: string;
  readonly api: RestApi;
  readonly handler: SessionExpiredFunction;

  constructor(scope: Construct, id: string, props: CallbackEndpointProps) {
    super(scope, id);
    this.handler = this.createHandler(props);
    this.api = this.createApi(props);
    this.api.root
      .resourceForPath(callbackRoute.path)
      .addMethod(callbackRoute.method, new LambdaIntegration(this.handler, { allowTestInvoke: false }));
    this.url = this.api.urlForPath(callbackRoute.path);
  }

  private createHandler({
    table,
    settings,
    stage,
    isProtected,
  }: CallbackEndpointProps): SessionExpiredFunction {
    const handler = new SessionExpiredFunction(this, 'Handler', {
      description: `Records Lucky Monaco's Session Expired callbacks (${stage})`,
      entry: 'callback/handler.ts',
      environment: { ...callbackEnvironment({ settings, stage, tableName: table.tableName }) },
      // Above the 5 s in which it answers whatever happens, and below the 10 s after which the provider gives up.
      timeout: Duration.seconds(8),
      logRetention: settings.logRetentionDays,
      logRemoval: removalPolicy(isProtected),
    });
    // Spelled out, since a grant of the table's would take in its indexes. GetItem is for warming up.
    handler.addToRolePolicy(
      new PolicyStatement({
        actions: ['dynamodb:UpdateItem', 'dynamodb:GetItem'],
        resources: [table.tableArn],
      }),
    );
    return handler;
  }

  private createApi({ settings, stage, isProtected }: CallbackEndpointProps): RestApi {
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: settings.logRetentionDays,
      removalPolicy: removalPolicy(isProtected),
    });
    const api = new RestApi(this, 'Api', {
      restApiName: `${Stack.of(this).stackName}-callback`,
      description: `Lucky Monaco's callbacks (${stage})`,
      endpointTypes: [EndpointType.REGIONAL],
      policy: settings.allowedIps.length > 0 ? allowOnly(settings.allowedIps) : undefined,
      cloudWatchRole: settings.cloudWatchRole,
      ...(settings.cloudWatchRole && { cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN }),
      deployOptions: {
        stageName: stage,
        throttlingRateLimit: settings.throttle.rate,
        throttlingBurstLimit: settings.throttle.burst,
        accessLogDestination: new LogGroupLogDestination(accessLog),
        accessLogFormat: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    });
    // RestApi publishes its bare URL by itself; the one to give away is the stack's CallbackUrl.
    api.node.tryRemoveChild('Endpoint');
    return api;
  }
}

/** One JSON line for each request that reached the API, also where it never reached the Lambda. No header, no body. */
export const accessLogFields = {
  requestTime: '$context.requestTimeEpoch',
  requestId: '$context.requestId',
  sourceIp: '$context.identity.sourceIp',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  responseLength: '$context.responseLength',
  responseLatency: '$context.responseLatency',
  integrationStatus: '$context.integration.status',
  integrationLatency: '$context.integration.latency',
  errorType: '$context.error.responseType',
};

/** Without a statement that allows it, API Gateway denies a caller. */
function allowOnly(ranges: readonly string[]): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        principals: [new AnyPrincipal()],
        actions: ['execute-api:Invoke'],
        resources: ['execute-api:/*'],
        conditions: { IpAddress: { 'aws:SourceIp': ranges } },
      }),
    ],
  });
}

function removalPolicy(isProtected: boolean): RemovalPolicy {
  return isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}
