import { InvalidArgumentError } from '@commander-js/extra-typings';
import { commandLine, oneOf, parse, wholeNumber } from '../kit/command-line.ts';
import { UsageError } from '../kit/exit.ts';
import { checkWritable, readUserFile } from '../kit/files.ts';
import { errorCodeSets, revisions } from './contract/contract.ts';
import { type Endpoint, readTarget, type Target } from './endpoint.ts';
import type { RunProps } from './run.ts';

/** The parsed command line. */
export interface Arguments extends Pick<RunProps, 'requestsPerSecond' | 'clientCertificate'> {
  /** The endpoint to certify. If undefined, the run starts a receiver of its own. */
  readonly endpoint: Endpoint | undefined;
  readonly isJson: boolean;
  /** Files to write a report to. Each name ends in .html or .md. */
  readonly reports: readonly string[];
}

const errorCodeSetNames = Object.keys(errorCodeSets) as (keyof typeof errorCodeSets)[];
const revisionNames = Object.keys(revisions) as (keyof typeof revisions)[];

/** Returns the command line as its help tells it. The first of some names is the default. */
function certifyLine() {
  return commandLine({
    name: 'certify',
    does: 'Plays Lucky Monaco against an endpoint, and shows what holds of the contract.',
    statuses: ['all checks passed', 'a check failed'],
  })
    .usage(
      '<url> --secure-login <name> --provider-id <id> [options]\n' +
        '       npm run certify                    starts a receiver here and certifies it',
    )
    .argument(
      '[url]',
      "one URL: the callback's (the stack's output CallbackUrl), or its API's",
      toTarget,
    )
    .option('--secure-login <name>', 'as agreed with Lucky Monaco; or the variable SECURE_LOGIN')
    .option('--provider-id <id>', 'as agreed with Lucky Monaco')
    .option(
      '--query-url <url>',
      'also look at the records, signed with your AWS credentials (the output QueryUrl)',
    )
    .option('--client-cert <file>', 'the certificate to show where mutual TLS asks, PEM', toPem)
    .option('--client-key <file>', 'its key, PEM', toPem)
    .option(
      '--error-codes <set>',
      '2024-10-17 (0, 4, 7, 100) or 2024-10-27 (0, 54, 57, 998)',
      oneOf(errorCodeSetNames),
      '2024-10-17' as const,
    )
    .option(
      '--request-fields <revision>',
      '2024-10-17, or 2024-10-18 (secureLogin and token optional)',
      oneOf(revisionNames),
      '2024-10-17' as const,
    )
    .option(
      '--requests-per-second <n>',
      'the most to send in any second; the default is as many as the storm has',
      wholeNumber(1, 1_000),
      50,
    )
    .option(
      '--report <file>',
      'also write a report to hand over: .html (prints on A4) or .md (for a ticket)',
      addReport,
    )
    .option('--json', 'print the result as JSON (npm run --silent certify -- … --json)');
}

/**
 * Returns the parsed command line, or undefined if it asked for help, which is then printed.
 *
 * @param defaultSecureLogin the secureLogin if the command line has none. Other users of a machine
 * can read a command line.
 * @throws UsageError if an argument is missing, wrong or unknown
 */
export function readArguments(
  args: readonly string[],
  defaultSecureLogin: string | undefined,
): Arguments | undefined {
  const line = certifyLine();
  if (!parse(line, args)) return undefined;
  const { clientCert, clientKey, report = [], json = false, ...options } = line.opts();
  return {
    endpoint: toEndpoint(line.processedArgs[0], {
      ...options,
      secureLogin: options.secureLogin ?? (line.args.length > 0 ? defaultSecureLogin : undefined),
    }),
    requestsPerSecond: options.requestsPerSecond,
    clientCertificate: toClientCertificate(clientCert, clientKey),
    reports: report,
    isJson: json,
  };
}

type Agreed = Pick<Endpoint, 'errorCodes' | 'requestFields'> &
  Partial<Pick<Endpoint, 'secureLogin' | 'providerId' | 'queryUrl'>>;

function toEndpoint(
  target: Target | undefined,
  { secureLogin, providerId, queryUrl, errorCodes, requestFields }: Agreed,
): Endpoint | undefined {
  if (target === undefined) {
    if (providerId === undefined && secureLogin === undefined) return undefined;
    throw new UsageError('give the URL that --secure-login and --provider-id belong to');
  }
  if (!secureLogin)
    throw new UsageError('--secure-login is missing (or the variable SECURE_LOGIN)');
  if (!providerId) throw new UsageError('--provider-id is missing');
  const agreed = { secureLogin, providerId, queryUrl, errorCodes, requestFields };
  return { ...target, ...agreed, isLocal: false };
}

function toClientCertificate(
  cert: string | undefined,
  key: string | undefined,
): Arguments['clientCertificate'] {
  if (cert === undefined && key === undefined) return undefined;
  if (cert !== undefined && key !== undefined) return { cert, key };
  throw new UsageError('--client-cert and --client-key belong together: give both');
}

function toTarget(text: string): Target {
  const target = readTarget(text);
  if (target !== undefined) return target;
  throw new InvalidArgumentError(
    'give the URL of the callback or of its API: http(s)://…, without user, query or fragment',
  );
}

/** Checks a report's name and folder before the run, so that a wrong one fails early. */
function addReport(file: string, others: readonly string[] = []): readonly string[] {
  if (!/\.(html|md)$/.test(file))
    throw new InvalidArgumentError('write the name of a file that ends in .html or .md');
  try {
    checkWritable(file);
  } catch {
    throw new InvalidArgumentError('its folder must be there and writable');
  }
  return [...others, file];
}

function toPem(file: string): string {
  try {
    return readUserFile(file).toString();
  } catch {
    throw new InvalidArgumentError('write the name of a PEM file that can be read');
  }
}
