import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../bin/certify/arguments.ts';
import { UsageError } from '../../../bin/certify/usage.ts';
import { asDemo } from '../../builders/certify-command.ts';

describe('readArguments', () => {
  it.each([
    [['ftp://example.com', ...asDemo], 'give the URL of the callback or of its API'],
    [['not a URL', ...asDemo], 'give the URL of the callback or of its API'],
    [['http://user:S3CRET@127.0.0.1', ...asDemo], 'give the URL of the callback or of its API'],
    [['http://127.0.0.1', 'S3CRET', ...asDemo], 'give one URL'],
    [['--secure-login', 'S3CRET'], 'give the URL that'],
    [asDemo, 'give the URL that --secure-login and --provider-id belong to'],
    [
      ['http://127.0.0.1', '--provider-id', 'x'],
      '--secure-login is missing (or the variable SECURE_LOGIN)',
    ],
    [['http://127.0.0.1', '--secure-login', 'S3CRET'], '--provider-id is missing'],
    [
      ['http://127.0.0.1', '--secure-login', '-S3CRET'],
      "option '--secure-login' argument is ambiguous",
    ],
    [['--secure-logon=S3CRET'], "unknown option '--secure-logon'"],
    [['--error-codes', '2025'], '--error-codes: write one of 2024-10-17, 2024-10-27'],
    [['--request-fields', 'toString'], '--request-fields: write one of 2024-10-17, 2024-10-18'],
    [['--requests-per-second', '0'], '--requests-per-second: write a whole number from 1 to 1000'],
    [['--client-cert', 'S3CRET'], '--client-cert: write the name of a PEM file that can be read'],
    [['--query-url', 'S3CRET'], '--query-url: write the URL of the query API'],
  ])('refuses %j in one line, without its secrets', (args, message) => {
    const { message: line } = refusal(args);
    expect(line.startsWith(message)).toBe(true);
    expect(line).not.toMatch(/\n|S3CRET/);
  });

  it.each([
    ['report.pdf', '--report: write the name of a file that ends in .html or .md'],
    ['no/such/folder/report.md', '--report: its folder must be there and writable'],
  ])('says before the run that the report %s could not be written', (file, message) => {
    expect(() => readArguments(['--report', file], undefined)).toThrow(new UsageError(message));
  });
});

/** Returns the error that the command line is refused with. */
function refusal(args: string[]): UsageError {
  try {
    readArguments(args, undefined);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}
