import { setTimeout as sleep } from 'node:timers/promises';
import {
  type APIGatewayClient,
  GetAccountCommand,
  UpdateAccountCommand,
} from '@aws-sdk/client-api-gateway';

export interface SetIfAbsentProps {
  readonly client: APIGatewayClient;
  readonly roleArn: string;
  readonly attempts: number;
  /** Milliseconds between two attempts. */
  readonly pauseMs: number;
}

/**
 * Sets the role that API Gateway logs with, unless the account and region have one.
 *
 * A refusal is tried again. IAM takes some seconds to publish a new role and its permissions, and
 * API Gateway answers "bad request" until then. An existing role is never replaced, even if it
 * appears between two attempts.
 *
 * @throws the error of the last attempt
 */
export async function setIfAbsent({
  client,
  roleArn,
  attempts,
  pauseMs,
}: SetIfAbsentProps): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { cloudwatchRoleArn } = await client.send(new GetAccountCommand());
      if (!cloudwatchRoleArn) await client.send(replaceRole(roleArn));
      return;
    } catch (error) {
      if (attempt === attempts) throw error;
    }
    await sleep(pauseMs);
  }
}

function replaceRole(value: string): UpdateAccountCommand {
  return new UpdateAccountCommand({
    patchOperations: [{ op: 'replace', path: '/cloudwatchRoleArn', value }],
  });
}
