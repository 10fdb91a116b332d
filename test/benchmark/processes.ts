import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { runs } from './instruction-counter.ts';

/** Runs the measured process on one core and DynamoDB on another, if the machine allows it. */
export const pin = runs('taskset', '-c', '0,1', 'true')
  ? (core: 0 | 1) => ['taskset', '-c', `${core}`]
  : () => [];

/** Starts Node.js behind a prefix, such as that of `pin`. */
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

/** Resolves when a process succeeds. Rejects with the end of its error output when it fails. */
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
