import { stringify } from 'csv-stringify/sync';

/** The formats for rows. */
export const formats = ['table', 'csv', 'json'] as const;

/** The name of a format. */
export type Format = (typeof formats)[number];

/** A row's values by the names of the columns. */
export type Row = Readonly<Record<string, string | number | undefined>>;

/** The result of a command. */
export interface Result {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /**
   * Returns whether a table shows a row. The other formats show every row.
   * @default - every row
   */
  readonly isShown?: (row: Row) => boolean;
  /** Lines for people, which are not part of the printed rows. */
  readonly notes: readonly string[];
  /** The exit status: 0 done, and all there; 1 a record is not there or differs. */
  readonly status: 0 | 1;
}

/**
 * Returns a result's rows as a text.
 *
 * In CSV, a quote precedes a cell that would start a formula. Callers choose these texts, and
 * people open them in spreadsheets.
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

/** Replaces control characters, which a terminal would obey. */
function toCell(value: string | number | undefined): string {
  return String(value ?? '').replaceAll(/\p{Cc}/gu, '�');
}
