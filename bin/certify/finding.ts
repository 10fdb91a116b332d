/** What a check found: one row of the report. */
export interface Finding {
  readonly check: string;
  readonly expected: string;
  readonly got: string;
  readonly passed: boolean;
  /** What the provider would do about it; only where the check failed. */
  readonly provider?: string | undefined;
}
