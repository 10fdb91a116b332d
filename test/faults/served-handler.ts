import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The callback's handler in a process that can be killed. */
export interface ServedHandler {
  /**
   * Resolves to the URL of the callback's route once a process runs. As on Lambda, a request waits
   * for a start.
   */
  url(): Promise<string>;
  /**
   * Kills the process without a warning, as an operating system does, and starts another.
   */
  killAndRestart(): Promise<void>;
  stop(): void;
}

/** Starts the handler with that environment. */
export async function serveHandler(environment: Record<string, string>): Promise<ServedHandler> {
  let child: ChildProcess;
  const start = () => {
    child = spawn(process.execPath, [fileURLToPath(new URL('serve.ts', import.meta.url))], {
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
    async killAndRestart() {
      child.kill('SIGKILL');
      url = start();
      await url;
    },
    stop: () => void child.kill('SIGKILL'),
  };
}
