import type { Certification } from '../certification.ts';
import type { GroupedFinding } from '../group.ts';
import { type Paint, table } from './table.ts';

/** Columns for an output without a width, such as a log or a file. */
const widthOfPipes = 120;

/** Returns the report for people: the table, each failure in full, and the verdict. */
export function report(
  certification: Certification,
  width: number | undefined,
  paint: Paint,
): string {
  const { checks, notRun, verdict, requests, durationMs, mark } = certification;
  const failed = checks.filter(({ passed }) => !passed);
  const isCertified = verdict.kind === 'certified';
  const sections = [
    table(checks, width ?? widthOfPipes, paint),
    ...failed.map((each) => describeFailure(each, paint)),
    ...(notRun.length > 0 ? [`Not run: ${notRun.join(', ')}.`] : []),
    paint(
      isCertified ? 'green' : 'red',
      `${isCertified ? 'CERTIFIED' : 'NOT CERTIFIED'}: ${verdict.summary}.`,
    ),
    paint(
      'dim',
      `${requests} ${requests === 1 ? 'request' : 'requests'} in ` +
        `${(durationMs / 1_000).toFixed(1)} s; test records: ${mark}-…`,
    ),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** Returns the report as JSON. The version changes when a field goes or changes its meaning. */
export function jsonReport(certification: Certification): string {
  return `${JSON.stringify({ version: 1, ...certification }, null, 2)}\n`;
}

function describeFailure(
  { group, check, expected, got, provider }: GroupedFinding,
  paint: Paint,
): string {
  return [
    paint('red', `${group}: ${check}`),
    `  expected  ${expected}`,
    `  got       ${got}`,
    `  provider  ${provider}`,
  ].join('\n');
}
