import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../bin/certify/arguments.ts';
import { readTarget } from '../../../bin/certify/endpoint.ts';
import { UsageError } from '../../../bin/kit/exit.ts';
import { demoPartner } from '../../builders/callback.ts';

const url = 'http://127.0.0.1';
const asDemo = ['--secure-login', demoPartner.secureLogin, '--provider-id', demoPartner.providerId];
const pem = path.resolve('test/certificates/self-signed-test-only.pem');

describe('readArguments', () => {
  it.each([
    [['ftp://example.com', ...asDemo], 'give the URL of the callback or of its API'],
    [['not a URL', ...asDemo], 'give the URL of the callback or of its API'],
    [['http://user:S3CRET@127.0.0.1', ...asDemo], 'give the URL of the callback or of its API'],
    [[url, 'S3CRET', ...asDemo], 'give one URL'],
    [['--secure-login', 'S3CRET'], 'give the URL that'],
    [asDemo, 'give the URL that --secure-login and --provider-id belong to'],
    [[url, '--provider-id', 'x'], '--secure-login is missing (or the variable SECURE_LOGIN)'],
    [[url, '--secure-login', 'S3CRET'], '--provider-id is missing'],
    [[url, '--secure-login', '-S3CRET'], '--secure-login needs a value'],
    [['--secure-logon=S3CRET'], "unknown option '--secure-logon'"],
    [['--error-codes', '2025'], '--error-codes: write one of 2024-10-17, 2024-10-27'],
    [['--request-fields', 'toString'], '--request-fields: write one of 2024-10-17, 2024-10-18'],
    [['--requests-per-second', '0'], '--requests-per-second: write a whole number from 1 to 1000'],
    [['--client-cert', 'S3CRET'], '--client-cert: write the name of a PEM file that can be read'],
    [['--client-key', pem], '--client-cert and --client-key belong together'],
    [['--report', 'S3CRET.pdf'], '--report: write the name of a file that ends in .html or .md'],
    [['--report', 'no/S3CRET/report.md'], '--report: its folder must be there and writable'],
  ])('refuses %j in one line, without its secrets', (args, message) => {
    const { message: line } = refusal(args);
    expect(line.startsWith(message)).toBe(true);
    expect(line).not.toMatch(/\n|S3CRET/);
  });

  it('takes the secureLogin from the environment, and 50 requests per second', () => {
    expect(readArguments([url, '--provider-id', 'x'], 'from-the-environment')).toMatchObject({
      endpoint: { secureLogin: 'from-the-environment', errorCodes: '2024-10-17' },
      requestsPerSecond: 50,
    });
  });

  it('reads the client certificate, and each report', () => {
    const files = ['a.html', 'b.md'].flatMap((file) => ['--report', file]);
    const certificate = ['--client-cert', pem, '--client-key', pem];
    const read = readArguments([url, ...asDemo, ...certificate, ...files], undefined);
    expect(read?.clientCertificate?.key).toContain('PRIVATE KEY');
    expect(read?.reports).toEqual(['a.html', 'b.md']);
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

const api = 'https://id.execute-api.eu-west-1.amazonaws.com/prod';
const callback = `${api}/V4/SessionExpired`;

describe('readTarget', () => {
  it.each([
    [callback, callback, false],
    [`${callback}/`, callback, false],
    [api, callback, true],
    [`${api}/`, callback, true],
    ['https://callbacks.example.com', 'https://callbacks.example.com/V4/SessionExpired', true],
  ])('finds the callback for %s', (text, href, isCompleted) => {
    const target = readTarget(text);
    expect([target?.callbackUrl.href, target?.isCompleted]).toEqual([href, isCompleted]);
  });

  it.each(['', 'example.com', 'ftp://example.com', `${callback}?a=b`, `${callback}#a`])(
    'finds nothing for "%s"',
    (text) => {
      expect(readTarget(text)).toBeUndefined();
    },
  );
});
