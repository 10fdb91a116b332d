import { type ChildProcess, spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Route, restApi } from '../../bin/local/rest-api.ts';
import { callbackRoute } from '../../lambda/callback/callback.ts';

/** The callback's handler behind HTTP. */
export interface ServedHandler {
  /**
   * Resolves to the URL of the callback's route once a process runs. As on Lambda, a request waits
   * for a start.
   */
  url(): Promise<string>;
  /** Kills the process without a warning, as an operating system does, and starts another. */
  kill(): void;
  stop(): void;
}

/** Serves a handler in this process, which cannot be killed. */
export async function serveHere(handler: Route['handler']): Promise<ServedHandler> {
  const server = restApi([{ ...callbackRoute, handler }]);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: async () => `http://127.0.0.1:${port}${callbackRoute.path}`,
    kill: () => {
      throw new Error('the handler has no process of its own');
    },
    stop: () => void server.close(),
  };
}

/**
 * Serves the Lambda's handler in a process of its own, with that environment.
 *
 * @param toCommand changes the command line that starts the process; by default it stays as it is
 */
export async function serveInProcess(
  environment: Record<string, string>,
  toCommand = (file: string, ...args: readonly string[]): readonly [string, ...string[]] => [
    file,
    ...args,
  ],
): Promise<ServedHandler> {
  let child: ChildProcess;
  const start = () => {
    const [file, ...args] = toCommand(
      process.execPath,
      fileURLToPath(new URL('serve.ts', import.meta.url)),
    );
    child = spawn(file, args, {
      env: { PATH: process.env['PATH'], ...environment },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    return new Promise<string>((resolve, reject) => {
      child.once('message', (message) => resolve(String(message)));
      child.once('exit', () => reject(new Error('the handler did not start')));
    });
  };
  let url = start();
  await url;
  return {
    url: () => url,
    kill: () => {
      // A process that still starts is killed once it runs.
      url = url.then(() => {
        child.kill('SIGKILL');
        return start();
      });
    },
    stop: () => void child.kill('SIGKILL'),
  };
}
