import { csvText, jsonText, tableLines } from '../kit/formats.ts';

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

/** Returns a result's rows as a text. An empty table has no header. */
export function formatResult(
  { columns, rows, isShown = () => true }: Result,
  format: Format,
): string {
  const toCells = (row: Row) => columns.map((name) => String(row[name] ?? ''));
  if (format === 'json') return jsonText(rows);
  if (format === 'csv') return csvText(columns, rows.map(toCells));
  const shown = rows.filter(isShown).map(toCells);
  return shown.length === 0 ? '' : `${tableLines([columns, ...shown]).join('\n')}\n`;
}
