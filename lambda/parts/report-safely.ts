import { describeError } from './describe-error.ts';

/** Runs a report. A report that throws is itself reported, and spoils nothing that was done. */
export function reportSafely(report: () => void): void {
  try {
    report();
  } catch (error) {
    console.error(
      JSON.stringify({ level: 'ERROR', message: 'the report failed', cause: describeError(error) }),
    );
  }
}
