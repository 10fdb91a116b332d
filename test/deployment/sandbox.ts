import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A function that was deployed. */
export interface DeployedFunction {
  readonly arn: string;
  /** Path of the deployed bundle. */
  readonly bundle: string;
  /** The deployed environment variables. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A deployed function's code, running in processes of its own. */
export interface Sandboxes {
  invoke(event: unknown, context: object): Promise<unknown>;
  stop(): void;
}

/**
 * Processes for each function. They are few, since the fake AWS is slow under many calls at once.
 */
const count = 2;

/**
 * Starts a deployed function with its own environment and Lambda's variables. As on Lambda, a
 * sandbox takes one event at a time, and the others wait.
 *
 * @param aws the variables that lead to AWS
 */
export async function startSandboxes(
  deployed: DeployedFunction,
  aws: Readonly<Record<string, string>>,
): Promise<Sandboxes> {
  const sandboxes = await Promise.all(
    Array.from({ length: count }, () => startSandbox(deployed, aws)),
  );
  let invocations = 0;
  return {
    invoke: (event, context) =>
      (sandboxes[invocations++ % count] as Sandboxes).invoke(event, context),
    stop: () => sandboxes.forEach(({ stop }) => void stop()),
  };
}

async function startSandbox(
  { bundle, environment }: DeployedFunction,
  aws: Readonly<Record<string, string>>,
): Promise<Sandboxes> {
  const child = fork(fileURLToPath(new URL('sandbox-process.ts', import.meta.url)), [bundle], {
    env: { PATH: process.env['PATH'], TZ: ':UTC', ...aws, ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await started(child, bundle);
  const ask = async (event: unknown, context: object): Promise<unknown> => {
    child.send({ event, context });
    const [{ result, error }] = (await once(child, 'message')) as [Answer];
    if (error !== undefined) throw new Error(error);
    return result;
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    invoke(event, context) {
      const answer = last.then(() => ask(event, context));
      last = answer.catch(() => {});
      return answer;
    },
    stop: () => void child.kill(),
  };
}

interface Answer {
  readonly result?: unknown;
  readonly error?: string;
}

async function started(child: ChildProcess, bundle: string): Promise<void> {
  const failed = once(child, 'exit').then(() =>
    Promise.reject(new Error(`${bundle} did not start`)),
  );
  await Promise.race([once(child, 'message'), failed]);
  failed.catch(() => {});
}
