import { spawn } from 'node:child_process';

/** The environment variables that lead a process to a DynamoDB on this machine. */
export const awsVariables = (dynamoDbEndpoint: string) => ({
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_ENDPOINT_URL_DYNAMODB: dynamoDbEndpoint,
});

/** Runs a command of the repository with pipes and resolves to its status and outputs. */
export async function runCommand(
  file: string,
  args: readonly string[],
  variables: Record<string, string> = {},
) {
  const child = spawn(process.execPath, [file, ...args], {
    env: { ...process.env, FORCE_COLOR: undefined, NODE_OPTIONS: '', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, stdout, stderr };
}
