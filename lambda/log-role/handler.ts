import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { logRoleHandler } from './log-role-handler.ts';

/**
 * The Lambda handler of the stack's custom resource, which gives API Gateway its role for logs. The
 * times add up to less than the Lambda's timeout of 5 minutes. The handler reads no environment
 * variables: an error at start would leave CloudFormation without an answer.
 */
export const handler = logRoleHandler({
  client: new APIGatewayClient({
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: 3_000,
      throwOnRequestTimeout: true,
    },
  }),
  attempts: 8,
  // API Gateway accepts one UpdateAccount every 20 s (Developer Guide, "API Gateway quotas").
  pauseMs: 21_000,
  budgetMs: 240_000,
});
