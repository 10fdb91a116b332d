import packageJson from '../../../package.json' with { type: 'json' };
import type { Arguments } from '../arguments.ts';
import type { Certification } from '../certification.ts';
import { errorCodeSets } from '../contract/contract.ts';
import type { Endpoint } from '../endpoint.ts';

/** The facts of a run for a report to hand over. They never include the secureLogin. */
export interface ReportProps
  extends Pick<Arguments, 'requestsPerSecond' | 'clientCertificate'>,
    Pick<Endpoint, 'isLocal' | 'queryUrl'> {
  readonly certification: Certification;
}

/** Returns what a reader must know of the run, each fact as a name and a text. */
export function reportFacts(
  props: ReportProps,
): readonly (readonly [name: string, text: string])[] {
  const { url, startedAt, durationMs, requests, mark, ...agreed } = props.certification;
  const codes = Object.values(errorCodeSets[agreed.errorCodes]).join(', ');
  return [
    ['Endpoint', `${url}${props.isLocal ? ' (a receiver started for this run)' : ''}`],
    [
      'When',
      `${startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}, ` +
        `for ${(durationMs / 1_000).toFixed(1)} s`,
    ],
    ['Sent', `${requests} requests, at most ${props.requestsPerSecond} in any second`],
    ['Test records', `named ${mark}-…; they expire by the retention of the stage`],
    ['providerId', agreed.providerId],
    ['Error codes', `${agreed.errorCodes} (${codes})`],
    ['Request fields', agreed.requestFields],
    ['Client certificate', props.clientCertificate === undefined ? 'none' : 'shown'],
    [
      'Records',
      props.queryUrl === undefined ? 'not checked' : `read at ${withoutSecrets(props.queryUrl)}`,
    ],
    ['Versions', `certify ${packageJson.version}, Node.js ${process.versions.node}`],
  ];
}

/** Returns the shell commands that repeat the run. They ask for the secureLogin. */
export function repetition(props: ReportProps): string {
  if (props.isLocal) return 'npm ci\nnpm run certify';
  const { url, providerId, errorCodes, requestFields } = props.certification;
  const options = [
    ['provider-id', providerId],
    ['error-codes', errorCodes],
    ['request-fields', requestFields],
    ['requests-per-second', String(props.requestsPerSecond)],
    ...(props.queryUrl === undefined ? [] : [['query-url', withoutSecrets(props.queryUrl)]]),
  ];
  const certificate = props.clientCertificate && '--client-cert <file> --client-key <file>';
  const words = [
    quote(url),
    ...options.map(([name, value]) => `--${name} ${quote(value ?? '')}`),
    ...(certificate === undefined ? [] : [certificate]),
  ];
  return [
    'npm ci',
    'read -rs SECURE_LOGIN && export SECURE_LOGIN # asks for it without showing it',
    `npm run certify -- ${words.join(' \\\n  ')}`,
  ].join('\n');
}

function quote(word: string): string {
  return /^[\w./:@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function withoutSecrets(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
