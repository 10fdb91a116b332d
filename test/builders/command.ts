import { spawn } from 'node:child_process';
import path from 'node:path';

/** How a command is run. */
export interface RunProps {
  readonly variables?: Readonly<Record<string, string>> | undefined;
  /** @default - the repository */
  readonly cwd?: string;
  /**
   * A file descriptor for the standard output, or `closed` for a reader that has left.
   * @default - a pipe that is read
   */
  readonly stdout?: number | 'closed';
  /** Called with a function that sends Ctrl-C. */
  readonly onStart?: (interrupt: () => void) => void;
}

/** The environment variables that lead a process to a DynamoDB on this machine. */
export const awsVariables = (dynamoDbEndpoint: string) => ({
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_ENDPOINT_URL_DYNAMODB: dynamoDbEndpoint,
});

/** Runs a command of the repository with pipes and resolves to its status and outputs. */
export function runCommand(
  file: string,
  args: readonly string[],
  variables?: Readonly<Record<string, string>>,
) {
  return runWith(file, args, { variables });
}

/** Does the same in other circumstances. */
export async function runWith(
  file: string,
  args: readonly string[],
  { variables, cwd = '.', stdout: output, onStart }: RunProps,
) {
  const child = spawn(process.execPath, [path.resolve(file), ...args], {
    cwd,
    env: { ...process.env, FORCE_COLOR: undefined, NODE_OPTIONS: '', ...variables },
    stdio: ['ignore', typeof output === 'number' ? output : 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  if (output === 'closed') child.stdout?.destroy();
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  onStart?.(() => void child.kill('SIGINT'));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, stdout, stderr };
}
