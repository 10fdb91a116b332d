import { exitStatus, UsageError } from './exit.ts';
import { showLine } from './progress.ts';
import { askThisMachineDirectly } from './this-machine.ts';
import { oneLine, visibleLines } from './visible.ts';

/** A command, as its file in `bin/` runs it. */
export interface CommandProps {
  /** The name in front of its errors. */
  readonly name: string;
  /** Does the work and resolves to the exit status. */
  run(args: readonly string[]): Promise<number>;
  /**
   * Returns one line for an error that is no defect of ours, such as a refusal of AWS.
   * @default - only a UsageError takes one line
   */
  explain?(error: unknown): string | undefined;
}

/**
 * Runs a command and ends the process with its status.
 *
 * - An error that a user can correct is one line. Only a defect of ours shows a stack trace.
 * - A reader that leaves early changes nothing. A full disk is an error of one line.
 * - Ctrl-C ends the command with one line. See `untilInterrupted` for a command that cleans up.
 * - This machine is asked without a proxy.
 */
export async function runCommand({ name, run, explain }: CommandProps): Promise<void> {
  const fail = (error: unknown) => {
    const line = error instanceof UsageError ? `${error.message} (--help tells more)` : '';
    const known = line || explain?.(error) || explainOutput(error) || explainImport(error);
    say(known === undefined ? `${name}: ${stackOf(error)}` : `${name}: ${oneLine(known)}`);
    process.exit(exitStatus.failed);
  };
  const failUnlessReaderLeft = (error: Error) => {
    if (!isReaderGone(error)) fail(error);
  };
  process.stdout.on('error', failUnlessReaderLeft);
  process.stderr.on('error', () => {});
  process.once('SIGINT', interrupt);
  askThisMachineDirectly();
  try {
    const status = await run(process.argv.slice(2));
    await print('');
    process.exit(status);
  } catch (error) {
    // The process ends at once, since other work could go on for minutes.
    fail(error);
  }
}

/**
 * Resolves at Ctrl-C or SIGTERM. A command that runs until then closes what it opened and resolves
 * to its status. A second Ctrl-C ends it at once.
 */
export async function untilInterrupted(): Promise<void> {
  process.removeListener('SIGINT', interrupt);
  await new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}

/** Writes to the standard output. Resolves when all is written, or when the reader has left. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error && !isReaderGone(error)) reject(error);
      else resolve();
    });
  });
}

/** Writes a line for people to the standard error. */
export function say(line: string): void {
  process.stderr.write(`${visibleLines(line)}\n`);
}

/** Removes an unfinished line of a terminal first. */
function interrupt(): void {
  showLine(process.stderr);
  say('interrupted');
  process.exit(exitStatus.interrupted);
}

function isReaderGone(error: Error): boolean {
  return 'code' in error && ['EPIPE', 'ERR_STREAM_DESTROYED'].includes(String(error.code));
}

function explainOutput(error: unknown): string | undefined {
  const isWrite = error instanceof Error && 'syscall' in error && error.syscall === 'write';
  return isWrite ? `the output cannot be written: ${error.message}` : undefined;
}

/** A command may import a package late. `bin/node.mjs` says the same of the others. */
function explainImport(error: unknown): string | undefined {
  const isMissing =
    error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
  return isMissing ? `${error.message}. Run: npm ci --include=dev` : undefined;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
