import { readFileSync } from 'node:fs';
import { UsageError } from './usage-error.ts';

/** What a caller identifies itself with under mutual TLS: PEM texts. */
export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
}

/**
 * Reads a client certificate and its key from PEM files, if they are given.
 *
 * @throws UsageError
 */
export function readClientCertificate(
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
