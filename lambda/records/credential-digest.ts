import { hash } from 'node:crypto';

/**
 * Returns the SHA-256 of a credential, 64 hexadecimal digits. It is kept in place of the
 * credential.
 */
export function digestOf(credential: string): string {
  return hash('sha256', credential, 'hex');
}
