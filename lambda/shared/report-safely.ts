import { describeError } from './describe-error.ts';

/** Runs a report. If it throws, the error goes to stderr and the caller continues. */
export function reportSafely(report: () => void): void {
  try {
    report();
  } catch (error) {
    console.error(
      JSON.stringify({ level: 'ERROR', message: 'the report failed', cause: describeError(error) }),
    );
  }
}
