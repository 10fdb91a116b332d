import { tableLines } from '../../kit/formats.ts';
import type { Certification } from '../certification.ts';
import type { GroupedFinding } from '../group.ts';

/** Sets a text in a style. Outputs without styles leave it plain. */
export type Paint = (style: 'bold' | 'dim' | 'green' | 'red', text: string) => string;

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

const header = ['CHECK', 'EXPECTED', 'GOT', 'RESULT'];
/** The columns that are cut off in a narrow terminal, the first one first. */
const shrinking = [header.indexOf('GOT'), header.indexOf('EXPECTED')];
const indent = '  ';

/** Returns the table of the checks by group. */
function table(checks: readonly GroupedFinding[], width: number, paint: Paint): string {
  const rows = checks.map(({ check, expected, got, passed }) => [
    check,
    expected,
    got,
    passed ? 'passed' : 'FAILED',
  ]);
  const [head = '', ...lines] = tableLines([header, ...rows], {
    width: width - indent.length,
    shrinking,
  });
  return [
    paint('dim', indent + head),
    ...checks.flatMap(({ group, passed }, i) => {
      const line = (lines[i] ?? '').replace(/\w+$/, (result) =>
        paint(passed ? 'green' : 'red', result),
      );
      const isFirst = group !== checks[i - 1]?.group;
      return [...(isFirst ? ['', paint('bold', group)] : []), indent + line];
    }),
  ].join('\n');
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
