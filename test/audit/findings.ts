import { lockedPackages } from './locked-packages.ts';

/** The parts of npm's audit report (version 2) that are read here. */
export interface AuditReport {
  /** The registry's HTTP status where it gave no report. */
  readonly statusCode?: number;
  readonly vulnerabilities?: Readonly<
    Record<string, { readonly severity: string; readonly nodes: readonly string[] }>
  >;
}

/** Dependencies that make the templates on a developer's machine and are in no bundle. */
const onlySynthesizing = ['aws-cdk-lib', 'constructs'];

/** Returns what a report finds in the packages that the Lambdas and the client run, as lines for a person. */
export function findingsInProduction({ vulnerabilities = {} }: AuditReport): string[] {
  const running = new Set([
    ...lockedPackages('', onlySynthesizing),
    ...lockedPackages('lib/client'),
  ]);
  return Object.entries(vulnerabilities).flatMap(([name, { severity, nodes }]) =>
    nodes.some((node) => running.has(node)) ? [`${name}: ${severity} (npm audit tells more)`] : [],
  );
}
