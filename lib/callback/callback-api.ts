import { Validations } from 'aws-cdk-lib';
import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AnyPrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { type ErrorCodeSet, errorCodeSets } from '../../lambda/callback/answer.ts';
import type { Meaning } from '../../lambda/callback/outcome.ts';
import { telemetry } from '../../lambda/shared/telemetry.ts';
import type { StageMetricName } from '../monitoring/monitored-resources.ts';
import { isIpv6 } from '../settings/ip-ranges.ts';
import type { Settings } from '../settings/settings.ts';
import { LoggedRestApi } from '../shared/logged-rest-api.ts';
import { CallbackDomain } from './callback-domain.ts';

export interface CallbackApiProps {
  readonly settings: Settings;
  readonly stage: string;
}

/**
 * The REST API that the provider calls, without its route: who may call it, and on which domain.
 */
export class CallbackApi extends Construct {
  readonly api: LoggedRestApi;
  /** The URL of the API, without a slash at the end. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: CallbackApiProps) {
    super(scope, id);
    const { settings } = props;
    const isDualStack = settings.allowedIps.some(isIpv6);
    this.api = this.createApi(props, isDualStack);
    addGatewayAnswers(this.api, settings.errorCodes);
    if (settings.domain !== undefined) {
      new CallbackDomain(this, 'Domain', { api: this.api, domain: settings.domain, isDualStack });
    }
    if (settings.webAclArn !== undefined) {
      new CfnWebACLAssociation(this, 'WebAcl', {
        resourceArn: this.api.deploymentStage.stageArn,
        webAclArn: settings.webAclArn,
      });
    }
    this.url = settings.domain
      ? `https://${settings.domain.name}`
      : this.api.url.replace(/\/$/, '');
  }

  private createApi({ settings, stage }: CallbackApiProps, isDualStack: boolean): LoggedRestApi {
    const api = new LoggedRestApi(this, 'RestApi', {
      purpose: 'callback',
      description: `Lucky Monaco's callbacks (${stage})`,
      stage,
      settings,
      ...(settings.allowedIps.length > 0 && {
        callers: {
          principals: [new AnyPrincipal()],
          conditions: { IpAddress: { 'aws:SourceIp': settings.allowedIps } },
        },
      }),
      throttle: settings.throttle,
      isDualStack,
      disableExecuteApiEndpoint: settings.domain !== undefined,
      accessLogFields: { path: '$context.path' },
    });
    Validations.of(api.deploymentStage).acknowledge({
      id: 'AwsSolutions::AwsSolutions-APIG3',
      reason:
        'A web ACL is the setting webAclArn: managed rules turn away callers without a browser, which the provider is.',
    });
    // API Gateway has no metric for throttled requests.
    new MetricFilter(this, 'Throttles', {
      logGroup: api.accessLog,
      filterPattern: FilterPattern.stringValue('$.status', '=', '429'),
      metricNamespace: telemetry.namespace,
      metricName: 'apiThrottles' satisfies StageMetricName,
      dimensions: { service: '$.service', stage: '$.stage' },
    });
    return api;
  }
}

/**
 * The answers that API Gateway gives without the Lambda, in the provider's terms. The default types
 * cover all types that are not listed.
 */
const gatewayAnswers: readonly [ResponseType, Meaning, string][] = [
  [ResponseType.ACCESS_DENIED, 'wrongSecureLogin', 'Access denied'],
  [ResponseType.WAF_FILTERED, 'wrongSecureLogin', 'Access denied'],
  [ResponseType.UNAUTHORIZED, 'wrongSecureLogin', 'Access denied'],
  [ResponseType.INVALID_SIGNATURE, 'wrongSecureLogin', 'Access denied'],
  [ResponseType.EXPIRED_TOKEN, 'wrongSecureLogin', 'Access denied'],
  // API Gateway's name for an unknown method or path.
  [ResponseType.MISSING_AUTHENTICATION_TOKEN, 'wrongSecureLogin', 'No such method or path'],
  [ResponseType.REQUEST_TOO_LARGE, 'badParameters', 'The request is too large'],
  [ResponseType.DEFAULT_4XX, 'badParameters', 'Bad request'],
  [ResponseType.THROTTLED, 'retry', 'Too many requests, please retry'],
  [ResponseType.QUOTA_EXCEEDED, 'retry', 'Too many requests, please retry'],
  [ResponseType.DEFAULT_5XX, 'retry', 'Temporarily unavailable, please retry'],
];

/**
 * Gives the API's own answers the body that the provider reads. API Gateway still sets their HTTP
 * status.
 */
function addGatewayAnswers(api: RestApi, codes: ErrorCodeSet): void {
  for (const [type, meaning, description] of gatewayAnswers) {
    const body = { error: errorCodeSets[codes][meaning], description };
    api.addGatewayResponse(type.responseType, {
      type,
      templates: { 'application/json': JSON.stringify(body) },
    });
  }
}
