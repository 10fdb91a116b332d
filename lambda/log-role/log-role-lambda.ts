import { APIGatewayClient, type APIGatewayClientConfig } from '@aws-sdk/client-api-gateway';
import { AttemptHandler } from '../shared/attempt-handler.ts';
import { logRoleHandler } from './log-role-handler.ts';

/** The parts of the custom resource's Lambda that can be replaced. */
export interface LogRoleLambdaParts {
  /**
   * Settings of API Gateway's client. They replace the Lambda's own.
   * @default - region, endpoint and credentials as the SDK finds them
   */
  readonly settings?: APIGatewayClientConfig;
  /** How often the role is tried. @default 8 */
  readonly attempts?: number;
}

/**
 * Builds the Lambda of the stack's custom resource, and returns its handler. It reads no
 * environment variables: an error at start would leave CloudFormation without an answer. The times
 * add up to less than the Lambda's timeout of 5 minutes.
 */
export const logRoleLambda = ({ settings, attempts = 8 }: LogRoleLambdaParts = {}) =>
  logRoleHandler({
    client: new APIGatewayClient({
      maxAttempts: 1,
      requestHandler: new AttemptHandler({ connectionMs: 1_000, attemptMs: 3_000 }),
      ...settings,
    }),
    attempts,
    // API Gateway accepts one UpdateAccount every 20 s (Developer Guide, "API Gateway quotas").
    pauseMs: 21_000,
    budgetMs: 240_000,
  });
