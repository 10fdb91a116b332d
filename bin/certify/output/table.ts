import type { GroupedFinding } from '../group.ts';

/** Sets a text in a style. Outputs without styles leave it plain. */
export type Paint = (style: 'bold' | 'dim' | 'green' | 'red', text: string) => string;

type Row = readonly [check: string, expected: string, got: string, result: string];

const header: Row = ['CHECK', 'EXPECTED', 'GOT', 'RESULT'];
const gap = '  ';
const indent = 2;
const minWidth = 14;

/** Returns the table of the checks by group. Texts too long for `width` columns are cut off. */
export function table(checks: readonly GroupedFinding[], width: number, paint: Paint): string {
  const rows = checks.map(
    (each): Row => [each.check, each.expected, each.got, each.passed ? 'passed' : 'FAILED'],
  );
  const widths = shareOut(width, [header, ...rows]);

  const lines = [paint('dim', `  ${layOut(header, widths)}`)];
  checks.forEach((each, i) => {
    if (each.group !== checks[i - 1]?.group) lines.push('', paint('bold', each.group));
    const line = layOut(rows[i] ?? header, widths);
    const end = line.length - (rows[i]?.[3].length ?? 0);
    lines.push(`  ${line.slice(0, end)}${paint(each.passed ? 'green' : 'red', line.slice(end))}`);
  });
  return lines.join('\n');
}

/** Returns the columns' widths. GOT shrinks first, then EXPECTED. CHECK never shrinks. */
function shareOut(width: number, rows: readonly Row[]): number[] {
  const widest = (column: 0 | 1 | 2 | 3) => Math.max(...rows.map((row) => row[column].length));
  const [check, result] = [widest(0), widest(3)];
  const room = width - check - result - 3 * gap.length - indent;
  const expected = Math.min(widest(1), Math.max(minWidth, room - minWidth));
  const got = Math.min(widest(2), Math.max(minWidth, room - expected));
  return [check, expected, got, result];
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
