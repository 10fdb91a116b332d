import type { APIGatewayProxyEvent } from 'aws-lambda';
import { callbackEnvironment } from '../../lib/callback/callback-environment.ts';
import { readSettings } from '../../lib/settings/read-settings.ts';
import { aCallback, demoPartner } from '../builders/callback.ts';
import { aCallbackEvent } from '../builders/proxy-event.ts';

/**
 * Returns Lambda's variables that the variants read. X-Ray does not sample the trace, as with most.
 */
export function lambdaEnvironment(endpoint: string): NodeJS.ProcessEnv {
  const settings = readSettings({ dev: { partners: [demoPartner] } }, 'dev');
  return {
    PATH: process.env['PATH'],
    ...callbackEnvironment({ settings, stage: 'dev', tableName: 'SessionRecords' }),
    IDEMPOTENCY_TABLE_NAME: 'Idempotency',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SESSION_TOKEN: 'test',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: 'SessionExpired',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
    LAMBDA_TASK_ROOT: '/var/task',
    _HANDLER: 'index.handler',
    _X_AMZN_TRACE_ID: 'Root=1-67000000-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=0',
  };
}

/** The uuid that a sandbox replaces in each event. */
export const replacedUuid = 'a-uuid-of-its-own';

const headers = {
  accept: 'application/json',
  'Accept-Encoding': 'gzip, deflate',
  'Content-Type': 'application/json',
  Host: 'abcdefghij.execute-api.eu-west-1.amazonaws.com',
  'User-Agent': 'LuckyMonaco/4.0',
  'X-Amzn-Trace-Id': 'Root=1-67000000-0123456789abcdef01234567',
  'X-Forwarded-For': '203.0.113.7',
  'X-Forwarded-Port': '443',
  'X-Forwarded-Proto': 'https',
};

/**
 * Returns API Gateway's event for a callback, with the headers and context of a regional REST API.
 */
export function aRestApiEvent(overrides: object = {}): APIGatewayProxyEvent {
  const pairs = Object.entries(headers).map(([name, value]) => [name, [value]]);
  const event = aCallbackEvent(
    { ...aCallback(), uuid: replacedUuid, ...overrides },
    { headers, multiValueHeaders: Object.fromEntries(pairs) },
  );
  const { identity } = event.requestContext;
  Object.assign(event.requestContext, {
    extendedRequestId: 'f2nOBHd3joEEZBg=',
    domainName: headers.Host,
    domainPrefix: 'abcdefghij',
    protocol: 'HTTP/1.1',
    identity: { ...identity, sourceIp: '203.0.113.7', userAgent: headers['User-Agent'] },
  });
  return event;
}
