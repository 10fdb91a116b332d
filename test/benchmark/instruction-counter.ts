import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Counts the user-mode instructions of a Node.js process. They repeat on machines where times do
 * not.
 */
export interface InstructionCounter {
  readonly name: string;
  /** The words to put before the command. */
  readonly prefix: readonly string[];
  /** Returns the count, once the command has ended. */
  read(): number;
}

/**
 * V8's flags for a counted process. It compiles and collects garbage in one thread and at fixed
 * points. Two starts then differ by less than a thousandth, also on a busy machine.
 */
export const repeatable = ['--predictable'];

/** Returns perf if its counters work, else valgrind, else undefined. */
export function findInstructionCounter(folder: string): InstructionCounter | undefined {
  const log = path.join(folder, 'instructions');
  const read = (pattern: RegExp) => () =>
    Number(pattern.exec(readFileSync(log, 'utf8'))?.[1]?.replaceAll(',', ''));
  const perf = ['stat', '-x;', '-e', 'instructions:u', '-o', log, '--'];
  const counted = read(/^(\d+);/m);
  if (runs('perf', ...perf, 'true') && counted() > 0) {
    return { name: 'perf stat -e instructions:u', prefix: ['perf', ...perf], read: counted };
  }
  const tool = ['--tool=cachegrind', '--cache-sim=no'];
  const files = ['--cachegrind-out-file=/dev/null', `--log-file=${log}`];
  if (runs('valgrind', ...tool, ...files, 'true')) {
    return {
      name: `valgrind ${tool[0]}`,
      prefix: ['valgrind', ...tool, ...files],
      read: read(/I\s+refs:\s+([\d,]+)/),
    };
  }
  return undefined;
}

/** Returns whether a command exists and succeeds. */
export function runs(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
