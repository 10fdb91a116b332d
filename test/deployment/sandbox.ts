import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface DeployedFunction {
  readonly arn: string;
  /** Path of the bundle that was deployed. */
  readonly bundle: string;
  /** The environment variables that were deployed. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A deployed function's code, running in a process of its own. */
export interface Sandbox {
  invoke(event: unknown, context: object): Promise<unknown>;
  stop(): void;
}

/**
 * Starts a deployed function with its own environment, and what Lambda adds to that. Unlike Lambda's, one sandbox takes several events
 * at a time, so that a storm of callbacks needs no fifty processes.
 *
 * @param aws the variables that lead to AWS
 */
export async function startSandbox(
  { bundle, environment }: DeployedFunction,
  aws: Readonly<Record<string, string>>,
): Promise<Sandbox> {
  const child = fork(fileURLToPath(new URL('sandbox-process.ts', import.meta.url)), [bundle], {
    env: { PATH: process.env['PATH'], TZ: ':UTC', ...aws, ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await started(child, bundle);
  const waiting = new Map<number, (answer: Answer) => void>();
  child.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  let lastId = 0;
  return {
    async invoke(event, context) {
      const id = ++lastId;
      const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
      child.send({ id, event, context });
      const { result, error } = await answered;
      if (error !== undefined) throw new Error(error);
      return result;
    },
    stop: () => void child.kill(),
  };
}

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

async function started(child: ChildProcess, bundle: string): Promise<void> {
  const failed = once(child, 'exit').then(() => Promise.reject(new Error(`${bundle} did not start`)));
  await Promise.race([once(child, 'message'), failed]);
  failed.catch(() => {});
}
