import type { Finding } from '../finding.ts';

/** Returns what a look at the records found. `verdict` is true where they are right, and otherwise says what is wrong with them. */
export function recordFinding(check: string, expected: string, got: string, verdict: true | string): Finding {
  const passed = verdict === true;
  const provider = `sees nothing of it and does nothing: the records that other services rely on ${verdict}`;
  return { check, expected, got, passed, provider: passed ? undefined : provider };
}
