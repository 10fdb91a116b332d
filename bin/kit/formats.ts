import { stringify } from 'csv-stringify/sync';
import { visible, visibleJson, visibleLines } from './visible.ts';

/** The texts of a row, column by column. */
export type Cells = readonly string[];

/** Returns the value as JSON for people and machines. It loses nothing. */
export function jsonText(value: unknown): string {
  return visibleJson(`${JSON.stringify(value, null, 2)}\n`);
}

/**
 * Returns the rows as CSV with a header. A quote precedes a cell that would start a formula, since
 * callers choose these texts, and people open them in spreadsheets.
 */
export function csvText(head: Cells, rows: readonly Cells[]): string {
  const visibleRows = rows.map((row) => row.map(visibleLines));
  return stringify([[...head], ...visibleRows], { escape_formulas: true });
}

/** How a table for a terminal is laid out. */
export interface TableProps {
  /**
   * The columns of the terminal.
   * @default - as many as the texts take
   */
  readonly width?: number;
  /**
   * The columns that are cut off if the width is too small, the first one first. Each keeps 14.
   * @default - none
   */
  readonly shrinking?: readonly number[];
}

const gap = '  ';
const minWidth = 14;

/** Returns the lines of a table whose columns are aligned. */
export function tableLines(
  rows: readonly Cells[],
  { width = Number.POSITIVE_INFINITY, shrinking = [] }: TableProps = {},
): string[] {
  const texts = rows.map((row) => row.map(visible));
  const widths = widthsOf(texts);
  let excess = sum(widths) + gap.length * (widths.length - 1) - width;
  for (const column of shrinking) {
    const wide = widths[column] ?? 0;
    widths[column] = Math.max(Math.min(wide, minWidth), Math.min(wide, wide - excess));
    excess -= wide - widths[column];
  }
  return texts.map((row) =>
    row
      .map((text, i) => toWidth(text, widths[i] ?? 0))
      .join(gap)
      .trimEnd(),
  );
}

/** Returns a Markdown table with aligned columns, so that a terminal shows it well too. */
export function markdownTable(head: Cells, rows: readonly Cells[]): string {
  const texts = [head, ...rows].map((row) => row.map(visible));
  const widths = widthsOf(texts);
  const [first = [], ...rest] = texts;
  return [first, widths.map((width) => '-'.repeat(width)), ...rest]
    .map((row) => `| ${row.map((text, i) => text.padEnd(widths[i] ?? 0)).join(' | ')} |`)
    .join('\n');
}

function widthsOf(rows: readonly Cells[]): number[] {
  const [first = []] = rows;
  return first.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
}

function toWidth(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
