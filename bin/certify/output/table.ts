import type { GroupedFinding } from '../certification.ts';

/** Sets a text in a style, or leaves it plain where nobody would see it. */
export type Paint = (style: 'bold' | 'dim' | 'green' | 'red', text: string) => string;

type Row = readonly [check: string, expected: string, got: string, result: string];

const header: Row = ['CHECK', 'EXPECTED', 'GOT', 'RESULT'];
const gap = '  ';
const minGotWidth = 16;

/** Returns the table of the checks, in groups, at most `width` columns wide where that leaves room for what was got. */
export function table(checks: readonly GroupedFinding[], width: number, paint: Paint): string {
  const rows = checks.map(
    (each): Row => [each.check, each.expected, each.got, each.passed ? 'passed' : 'FAILED'],
  );
  const [check, expected, got, result] = header.map((_, i) => widest([header, ...rows], i)) as [
    number,
    number,
    number,
    number,
  ];
  const room = width - check - expected - result - 3 * gap.length - 2;
  const widths = [check, expected, Math.max(minGotWidth, Math.min(got, room)), result];

  const lines = [paint('dim', `  ${layOut(header, widths)}`)];
  checks.forEach((each, i) => {
    if (each.group !== checks[i - 1]?.group) lines.push('', paint('bold', each.group));
    const line = layOut(rows[i] ?? header, widths);
    const end = line.length - (rows[i]?.[3].length ?? 0);
    lines.push(`  ${line.slice(0, end)}${paint(each.passed ? 'green' : 'red', line.slice(end))}`);
  });
  return lines.join('\n');
}

function layOut(row: Row, widths: readonly number[]): string {
  return row
    .map((text, i) => toWidth(text, widths[i] ?? 0))
    .join(gap)
    .trimEnd();
}

function toWidth(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
}

function widest(rows: readonly Row[], column: number): number {
  return Math.max(...rows.map((row) => row[column]?.length ?? 0));
}
