import { accessSync, constants, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { errorCodeSets, revisions } from './contract/contract.ts';
import { type Endpoint, type EndpointProps, readTarget } from './endpoint.ts';
import { UsageError } from './usage.ts';

/** The parsed command line. */
export interface Arguments extends EndpointProps {
  readonly requestsPerSecond: number;
  /** The certificate for an endpoint that asks its callers for one. */
  readonly clientCertificate: ClientCertificate | undefined;
  readonly isJson: boolean;
  /** Files to write a report to. Each name ends in .html or .md. */
  readonly reports: readonly string[];
}

/** The certificate and key that a caller shows under mutual TLS, as PEM texts. */
export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
}

const options = {
  'secure-login': { type: 'string' },
  'provider-id': { type: 'string' },
  'query-url': { type: 'string' },
  'client-cert': { type: 'string' },
  'client-key': { type: 'string' },
  'error-codes': { type: 'string', default: '2024-10-17' },
  'request-fields': { type: 'string', default: '2024-10-17' },
  'requests-per-second': { type: 'string', default: '50' },
  report: { type: 'string', multiple: true },
  json: { type: 'boolean', default: false },
} as const;

/**
 * Returns the parsed command line.
 *
 * @param defaultSecureLogin the secureLogin if the command line has none. Other users of a machine
 * can read a command line.
 * @throws UsageError if an argument is missing, wrong or unknown
 */
export function readArguments(args: string[], defaultSecureLogin: string | undefined): Arguments {
  const { values, positionals } = parse(args);
  if (positionals.length > 1)
    throw new UsageError('give one URL; every other value needs its option before it');
  return {
    endpoint: readEndpoint(positionals[0], values, defaultSecureLogin),
    queryUrl: readQueryUrl(values['query-url']),
    errorCodes: oneOf(errorCodeSets, 'error-codes', values['error-codes']),
    requestFields: oneOf(revisions, 'request-fields', values['request-fields']),
    requestsPerSecond: readBound(values['requests-per-second']),
    clientCertificate: readClientCertificate(values['client-cert'], values['client-key']),
    reports: (values.report ?? []).map(readReportFile),
    isJson: values.json,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    // The first sentence names the option. The rest may quote a value.
    const message = error instanceof Error ? error.message : '';
    const [, sentence = 'these arguments make no sense'] = /^([^.\n]*)/.exec(message) ?? [];
    throw new UsageError(
      sentence.replace(/^./, (letter) => letter.toLowerCase()),
      { cause: error },
    );
  }
}

type Given = {
  readonly 'secure-login'?: string | undefined;
  readonly 'provider-id'?: string | undefined;
};

function readEndpoint(
  url: string | undefined,
  { 'secure-login': givenLogin, 'provider-id': providerId }: Given,
  defaultLogin: string | undefined,
): Endpoint | undefined {
  if (url === undefined) {
    if (providerId === undefined && givenLogin === undefined) return undefined;
    throw new UsageError('give the URL that --secure-login and --provider-id belong to');
  }
  const target = readTarget(url);
  if (target === undefined) {
    throw new UsageError(
      'give the URL of the callback or of its API: http(s)://…, without user, query or fragment',
    );
  }
  const secureLogin = givenLogin ?? defaultLogin;
  if (!secureLogin)
    throw new UsageError('--secure-login is missing (or the variable SECURE_LOGIN)');
  if (!providerId) throw new UsageError('--provider-id is missing');
  return { ...target, secureLogin, providerId };
}

function readQueryUrl(text: string | undefined): string | undefined {
  if (text === undefined || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)))
    return text;
  throw new UsageError('--query-url: write the URL of the query API, http(s)://…');
}

function oneOf<Name extends string>(
  known: Record<Name, unknown>,
  option: string,
  text: string,
): Name {
  if (Object.hasOwn(known, text)) return text as Name;
  throw new UsageError(`--${option}: write one of ${Object.keys(known).join(', ')}`);
}

function readBound(text: string): number {
  const bound = Number(text);
  if (Number.isInteger(bound) && bound >= 1 && bound <= 1_000) return bound;
  throw new UsageError('--requests-per-second: write a whole number from 1 to 1000');
}

/** Checks a report's name and folder before the run, so that a wrong one fails early. */
function readReportFile(file: string): string {
  if (!/\.(html|md)$/.test(file))
    throw new UsageError('--report: write the name of a file that ends in .html or .md');
  try {
    accessSync(path.dirname(file), constants.W_OK);
    return file;
  } catch (cause) {
    throw new UsageError('--report: its folder must be there and writable', { cause });
  }
}

function readClientCertificate(
  certFile: string | undefined,
  keyFile: string | undefined,
): ClientCertificate | undefined {
  if (certFile === undefined && keyFile === undefined) return undefined;
  return { cert: readPem('client-cert', certFile), key: readPem('client-key', keyFile) };
}

function readPem(option: string, file = ''): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`--${option}: write the name of a PEM file that can be read`, { cause });
  }
}
