import { parseArgs } from 'node:util';

/** How many inputs a command generates, and the seed that repeats them. */
export interface SeededRun {
  readonly runs: number;
  readonly seed: number;
}

/** Returns what the command line asks for. If it is wrong, prints a usage line and exits with 2. */
export function readSeededRun(command: string, defaultRuns: number): SeededRun {
  try {
    const options = {
      runs: { type: 'string', default: String(defaultRuns) },
      seed: { type: 'string' },
    } as const;
    const { values } = parseArgs({ options });
    const numbers = {
      runs: Number(values.runs),
      seed: Number(values.seed ?? Date.now() & 0x7fffffff),
    };
    if (numbers.runs >= 1 && Object.values(numbers).every(Number.isSafeInteger)) return numbers;
  } catch {
    // An unknown option gets the same answer as a wrong one.
  }
  console.error(`usage: ${command} -- [--runs <1 or more>] [--seed <whole number>]`);
  process.exit(2);
}
