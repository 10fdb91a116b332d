import { Stack, Validations } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  type CfnRestApi,
  EndpointType,
  IpAddressType,
  LogGroupLogDestination,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { PolicyDocument, PolicyStatement, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { telemetry } from '../../lambda/shared/telemetry.ts';
import type { Settings } from '../settings/settings.ts';

export interface LoggedRestApiProps {
  /** The API's purpose in one word. It is part of the API's name in the console. */
  readonly purpose: string;
  readonly description: string;
  readonly stage: string;
  readonly settings: Settings;
  /**
   * Who may call. API Gateway denies everyone else.
   * @default - everyone
   */
  readonly callers?: Pick<PolicyStatementProps, 'principals' | 'conditions'> | undefined;
  /**
   * Whether the API is reachable only by a domain.
   * @default false
   */
  readonly disableExecuteApiEndpoint?: boolean;
  /**
   * Whether the API is reachable by IPv6 as well.
   * @default false
   */
  readonly isDualStack?: boolean;
  /** The requests a second that API Gateway accepts, and how many more at once. */
  readonly throttle: Settings['throttle'];
  /** The API's own fields of the access log, by name. The values are `$context` variables. */
  readonly accessLogFields: Record<string, string>;
}

/**
 * A REST API with this app's defaults: regional, throttled, with a JSON access log. It adds no
 * output to the stack.
 */
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
      policy: props.callers && allowInvoke(props.callers),
      // AccountLogRole sets the role. RestApi would replace an existing one.
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
    // RestApi outputs its bare URL. The stack has its own outputs for the URLs to give away.
    this.node.tryRemoveChild('Endpoint');
    this.acknowledgeRules();
  }

  /**
   * Requires TLS 1.2 or newer. A REST API does not require it by default, and RestApi has no
   * property for it. Behind a domain too, the API's policy applies (API Gateway Developer Guide,
   * "Choose a security policy for your custom domain").
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

function allowInvoke(callers: PolicyStatementProps): PolicyDocument {
  const statement = { actions: ['execute-api:Invoke'], resources: ['execute-api:/*'] };
  return new PolicyDocument({ statements: [new PolicyStatement({ ...statement, ...callers })] });
}

/**
 * The fields of the access log: one JSON line for each request, even if it never reached the
 * Lambda. They hold no header, no query and no body. API Gateway guarantees no line for a body that
 * is too large (413). When it throttles very many requests (429), it may leave out lines too.
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
