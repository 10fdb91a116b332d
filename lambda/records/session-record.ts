import { hash } from 'node:crypto';

/**
 * What is kept of a callback. Token and secureLogin are credentials: only their SHA-256 is here.
 *
 * `deliveries` and `lastReceivedAt`, which change with each retransmission, are the store's.
 */
export interface SessionRecord {
  /** The provider's unique id of the request; the table's partition key. */
  readonly uuid: string;
  readonly sessionId: string;
  readonly userId: string;
  readonly providerId: string;
  /** SHA-256 of the secureLogin, 64 hexadecimal digits; absent where the provider does not send it. */
  readonly secureLoginSha256?: string | undefined;
  /** SHA-256 of the token, 64 hexadecimal digits; absent where the provider does not send a token. */
  readonly tokenSha256?: string | undefined;
  /** SHA-256 over the callback's fields, 64 hexadecimal digits: equal for two callbacks when their content is. */
  readonly fingerprint: string;
  /** When the first delivery arrived: ISO 8601, UTC, milliseconds. */
  readonly receivedAt: string;
  /** The IP address that the first delivery came from. */
  readonly sourceIp: string;
  /** When DynamoDB may delete the record: seconds since the epoch. */
  readonly purgeAt: number;
}

/** The shortest retention that may be set: longer than any retransmission takes. */
export const minRetentionDays = 2;

/** Returns what is kept in place of a credential: its SHA-256, 64 hexadecimal digits. */
export function digestOf(credential: string): string {
  return hash('sha256', credential, 'hex');
}

/**
 * Returns a stored record, or a message, with the digest of its secureLogin in place of the secureLogin. Earlier versions kept the
 * secureLogin itself; their records and messages stay readable.
 */
export function withoutSecureLogin<Stored extends { readonly secureLogin?: unknown }>(
  stored: Stored,
) {
  const { secureLogin, ...rest } = stored;
  return typeof secureLogin === 'string'
    ? { ...rest, secureLoginSha256: digestOf(secureLogin) }
    : rest;
}
