import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { type ErrorCodeSet, errorCodes } from '../../lambda/callback/answer.ts';
import type { Meaning } from '../../lambda/callback/outcome.ts';

/**
 * The answers that API Gateway gives without the Lambda, in the provider's terms. The default types
 * cover all types that are not listed.
 */
const answers: readonly [ResponseType, Meaning, string][] = [
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
export function addGatewayAnswers(api: RestApi, codes: ErrorCodeSet): void {
  for (const [type, meaning, description] of answers) {
    const body = { error: errorCodes[codes][meaning], description };
    api.addGatewayResponse(type.responseType, {
      type,
      templates: { 'application/json': JSON.stringify(body) },
    });
  }
}
