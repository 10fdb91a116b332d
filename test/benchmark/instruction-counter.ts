import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Counts the user-mode instructions of a command. They repeat on machines where times do not. */
export interface InstructionCounter {
  readonly name: string;
  /** The words to put before the command. */
  readonly prefix: readonly string[];
  /** Returns the count, once the command has ended. */
  read(): number;
}

/** Returns perf if its counters work, else valgrind, else undefined. */
export function findInstructionCounter(folder: string): InstructionCounter | undefined {
  const log = path.join(folder, 'instructions');
  const read = (pattern: RegExp) => () => Number(pattern.exec(readFileSync(log, 'utf8'))?.[1]);
  const perf = ['stat', '-x;', '-e', 'instructions:u', '-o', log, '--'];
  const counted = read(/^(\d+);/m);
  if (runs('perf', ...perf, 'true') && counted() > 0) {
    return { name: 'perf stat -e instructions:u', prefix: ['perf', ...perf], read: counted };
  }
  const callgrind = ['--tool=callgrind', '--callgrind-out-file=/dev/null', `--log-file=${log}`];
  if (runs('valgrind', ...callgrind, 'true')) {
    return {
      name: 'valgrind --tool=callgrind',
      prefix: ['valgrind', ...callgrind],
      read: read(/Collected : (\d+)/),
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
