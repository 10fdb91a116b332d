import { CsvError, parse } from 'csv-parse/sync';
import { UsageError } from '../kit/exit.ts';
import { readUserFile } from '../kit/files.ts';
import { recordFields } from './read-records.ts';

/** One callback in the provider's list. */
export interface ProviderRow {
  /** The line on which the callback ends, counted from 1. */
  readonly line: number;
  readonly uuid: string;
  /** The fields to compare, by the record's names. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The provider's list of its callbacks. */
export interface ProviderList {
  readonly rows: readonly ProviderRow[];
  /** The record's fields that the list has too. */
  readonly compared: readonly string[];
  /** The columns that no record has. */
  readonly ignored: readonly string[];
}

/** The names that a column may have: a record's fields, with and without `Sha256`. */
const comparable = [...recordFields, ...recordFields.map((name) => name.replace(/Sha256$/, ''))];

const delimiters = [',', ';', '\t'];

/**
 * Reads the provider's list: CSV with a header, separated by commas, semicolons or tabs. The
 * encoding is UTF-8, or UTF-16 with a byte order mark.
 *
 * @throws UsageError if the file cannot be read or is no such list
 */
export function readProviderList(file: string): ProviderList {
  const content = readUserFile(file);
  const delimiter = delimiters.find((each) => readHeader(file, content, each).includes('uuid'));
  if (delimiter === undefined) {
    throw new UsageError(
      `${file}: its first line needs a column uuid; separate columns by , or ; or tabs`,
    );
  }
  const header = readHeader(file, content, delimiter);
  const repeated = header.find(
    (name, i) => comparable.includes(name) && header.indexOf(name) !== i,
  );
  if (repeated !== undefined)
    throw new UsageError(`${file}: it has the column ${repeated} more than once`);
  const compared = header.filter((name) => comparable.includes(name) && name !== 'uuid');
  return {
    rows: readRows(file, content, delimiter, compared),
    compared,
    ignored: header.filter((name) => !comparable.includes(name)),
  };
}

function readHeader(file: string, content: Buffer, delimiter: string): string[] {
  const [header = []] = parseCsv(file, () =>
    parse(content, { bom: true, trim: true, relax_quotes: true, delimiter, to: 1 }),
  );
  return header.map(toFieldName);
}

/** A line as csv-parse gives it with the option `info`. */
interface CsvLine {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

function readRows(
  file: string,
  content: Buffer,
  delimiter: string,
  compared: readonly string[],
): ProviderRow[] {
  const columns = (header: string[]) => header.map(toFieldName);
  const options = {
    bom: true,
    trim: true,
    skip_empty_lines: true,
    delimiter,
    columns,
    info: true,
  } as const;
  const lines = parseCsv(file, () => parse<CsvLine>(content, options));
  return lines.map(({ record, info: { lines: line } }) => {
    const { uuid } = record;
    if (!uuid) throw new UsageError(`${file}: line ${line} has no uuid`);
    return {
      line,
      uuid,
      fields: Object.fromEntries(compared.map((name) => [name, record[name] ?? ''])),
    };
  });
}

function parseCsv<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UsageError(`${file}: ${error.message}`, { cause: error });
  }
}

/**
 * Returns a record's field name for spellings such as `Session ID` and `session_id`. Other columns
 * keep their names.
 */
function toFieldName(column: string): string {
  const bare = (name: string) => name.replaceAll(/[^a-z0-9]/gi, '').toLowerCase();
  return comparable.find((name) => bare(name) === bare(column)) ?? column;
}
