import { stringify } from 'csv-stringify/sync';

/** The formats that rows can be printed in. */
export const formats = ['table', 'csv', 'json'] as const;

export type Format = (typeof formats)[number];

/** What a row shows, by its columns' names. */
export type Row = Readonly<Record<string, string | number | undefined>>;

/** What a command came to. */
export interface Result {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /**
   * Whether a table shows a row; the other formats have all of them.
   * @default - all
   */
  readonly isShown?: (row: Row) => boolean;
  /** Lines for people, which stay out of what is written to a file. */
  readonly notes: readonly string[];
  /** The exit status: 0 done, and all there; 1 a record is not there or differs. */
  readonly status: 0 | 1;
}

/**
 * Returns a result's rows as a text.
 *
 * In CSV no cell starts a formula: a quote stands before a cell that would. Callers choose the
 * texts, and people open them in spreadsheets.
 */
export function formatResult(
  { columns, rows, isShown = () => true }: Result,
  format: Format,
): string {
  if (format === 'json') return `${JSON.stringify(rows, null, 2)}\n`;
  if (format === 'table') return formatTable(columns, rows.filter(isShown));
  return stringify([...rows], { header: true, columns: [...columns], escape_formulas: true });
}

function formatTable(columns: readonly string[], rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  const lines = [columns, ...rows.map((row) => columns.map((name) => toCell(row[name])))];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  const toLine = (line: readonly string[]) =>
    line
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return `${lines.map(toLine).join('\n')}\n`;
}

/** A terminal obeys control characters. */
function toCell(value: string | number | undefined): string {
  return String(value ?? '').replaceAll(/\p{Cc}/gu, '�');
}
