import { lockedPackages } from './locked-packages.ts';

/** The parts of npm's audit report (version 2) that this file reads. */
export interface AuditReport {
  /** The registry's HTTP status, if it gave no report. */
  readonly statusCode?: number;
  readonly vulnerabilities?: Readonly<
    Record<string, { readonly severity: string; readonly nodes: readonly string[] }>
  >;
}

/** Dependencies that only make the templates, on a developer's machine. No bundle has them. */
const onlySynthesizing = ['aws-cdk-lib', 'constructs'];

/**
 * Returns a report's findings in the packages that the Lambdas and the client run, as lines for
 * people.
 */
export function findingsInProduction({ vulnerabilities = {} }: AuditReport): string[] {
  const running = new Set([
    ...lockedPackages('', onlySynthesizing),
    ...lockedPackages('lib/client'),
  ]);
  return Object.entries(vulnerabilities).flatMap(([name, { severity, nodes }]) =>
    nodes.some((node) => running.has(node)) ? [`${name}: ${severity} (npm audit tells more)`] : [],
  );
}
