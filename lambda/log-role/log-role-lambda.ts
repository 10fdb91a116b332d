import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { logRoleHandler } from './log-role-handler.ts';

/**
 * Builds the Lambda of the stack's custom resource, and returns its handler. It reads no environment
 * variables: an error at start would leave CloudFormation without an answer. The times add up to
 * less than the Lambda's timeout of 5 minutes.
 */
export const logRoleLambda = () =>
  logRoleHandler({
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
