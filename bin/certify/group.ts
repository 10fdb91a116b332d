import type { Bench } from './bench.ts';
import type { Finding } from './finding.ts';

/** Checks that belong together. */
export interface Group {
  readonly name: string;
  check(bench: Bench): Promise<Finding[]>;
}
