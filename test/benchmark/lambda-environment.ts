import { callbackEnvironment } from '../../lib/callback/callback-environment.ts';
import { readSettings } from '../../lib/settings/read-settings.ts';
import { demoPartner } from '../builders/callback.ts';

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
