import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { runs } from './instruction-counter.ts';

/** Keeps what is measured on one core and DynamoDB on another, where the machine lets us. */
export const pin = runs('taskset', '-c', '0,1', 'true')
  ? (core: 0 | 1) => ['taskset', '-c', `${core}`]
  : () => [];

/** Runs Node, behind a prefix such as that of `pin`. */
export function spawnNode(
  prefix: readonly string[],
  args: readonly string[],
  options: SpawnOptions,
): ChildProcess {
  const [file = process.execPath, ...rest] = [...prefix, process.execPath, ...args];
  return spawn(file, rest, options);
}

/** Resolves to the first line that a process prints. */
export function readLine({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve) => stdout && createInterface(stdout).once('line', resolve));
}

/** Resolves when a process has succeeded. Rejects with the end of its error output when it has not. */
export function ended(child: ChildProcess, what: string, stderr: string): Promise<void> {
  return new Promise((resolve, reject) =>
    child.once('close', (code) => {
      if (code === 0) return resolve();
      reject(
        new Error(`${what} ended with code ${code}: ${readFileSync(stderr, 'utf8').slice(-2_000)}`),
      );
    }),
  );
}
