import { Stack, Validations } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  type CfnRestApi,
  EndpointType,
  IpAddressType,
  LogGroupLogDestination,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { telemetry } from '../../lambda/parts/telemetry.ts';
import type { Settings } from '../settings/settings.ts';

export interface LoggedRestApiProps {
  /** What the API is for, in one word; part of its name in the console. */
  readonly purpose: string;
  readonly description: string;
  readonly stage: string;
  readonly settings: Settings;
  /** Who may call. Without a statement that allows it, API Gateway denies a caller. */
  readonly policy?: PolicyDocument | undefined;
  /**
   * Whether the API is reached by a domain only.
   * @default false
   */
  readonly disableExecuteApiEndpoint?: boolean;
  /**
   * Whether the API is reached by IPv6, too.
   * @default false
   */
  readonly isDualStack?: boolean;
  /** What API Gateway lets through: requests a second, and how many at once beyond that. */
  readonly throttle: Settings['throttle'];
  /** Fields of the access log beyond those that every API has, by name: `$context` variables. */
  readonly accessLogFields: Record<string, string>;
}

/** A REST API as this app deploys each: regional, throttled, and with a JSON access log, but without an output of its own. */
export class LoggedRestApi extends RestApi {
  readonly accessLog: LogGroup;

  constructor(scope: Construct, id: string, props: LoggedRestApiProps) {
    const { stage, settings } = props;
    const accessLog = new LogGroup(scope, `${id}AccessLog`, {
      retention: settings.logRetentionDays,
    });
    super(scope, id, {
      restApiName: `${Stack.of(scope).stackName}-${props.purpose}`,
      description: props.description,
      endpointConfiguration: {
        types: [EndpointType.REGIONAL],
        ipAddressType: props.isDualStack ? IpAddressType.DUAL_STACK : IpAddressType.IPV4,
      },
      policy: props.policy,
      // AccountLogRole sees to it; RestApi would replace a role that is there.
      cloudWatchRole: false,
      disableExecuteApiEndpoint: props.disableExecuteApiEndpoint ?? false,
      deployOptions: {
        stageName: stage,
        throttlingRateLimit: props.throttle.rate,
        throttlingBurstLimit: props.throttle.burst,
        accessLogDestination: new LogGroupLogDestination(accessLog),
        accessLogFormat: AccessLogFormat.custom(
          JSON.stringify({ ...commonFields, ...props.accessLogFields }),
        ),
      },
    });
    this.accessLog = accessLog;
    this.demandModernTls();
    // RestApi publishes its bare URL by itself; the ones to give away are the stack's outputs.
    this.node.tryRemoveChild('Endpoint');
    this.acknowledgeRules();
  }

  /**
   * TLS 1.2 at least, which a REST API does not ask for by itself and RestApi has no property for. It is the API's policy that counts
   * behind a domain too (API Gateway Developer Guide, "Choose a security policy for your custom domain").
   */
  private demandModernTls(): void {
    const resource = this.node.defaultChild as CfnRestApi;
    resource.securityPolicy = 'SecurityPolicy_TLS13_1_2_PQ_2025_09';
    resource.endpointAccessMode = 'STRICT';
  }

  private acknowledgeRules(): void {
    Validations.of(this.node.defaultChild as CfnRestApi).acknowledge({
      id: 'AwsSolutions::AwsSolutions-APIG2',
      reason:
        'The Lambda validates, so that what is wrong is answered by name and in the shape that callers read.',
    });
    Validations.of(this.deploymentStage).acknowledge(
      {
        id: 'AwsSolutions::AwsSolutions-APIG6',
        reason:
          'The access log tells what became of requests; an execution log can hold bodies, and with them tokens.',
      },
      {
        id: 'Serverless::Serverless-APIGWXrayEnabled',
        reason:
          'One Lambda and one call: the access log and the log line have their times; tracing costs start-up and money.',
      },
    );
  }
}

/**
 * One JSON line for a request, also where it never reached the Lambda. No header, no query, no body. API Gateway promises no line for a
 * body that is too large (413) or when very many requests are throttled (429).
 */
export const commonFields = {
  service: telemetry.service,
  stage: '$context.stage',
  requestTime: '$context.requestTimeEpoch',
  requestId: '$context.requestId',
  sourceIp: '$context.identity.sourceIp',
  method: '$context.httpMethod',
  status: '$context.status',
  responseLength: '$context.responseLength',
  responseLatency: '$context.responseLatency',
  integrationStatus: '$context.integration.status',
  integrationLatency: '$context.integration.latency',
  errorType: '$context.error.responseType',
};
