import { hash } from 'node:crypto';

/**
 * The part of a callback that is kept. Token and secureLogin are credentials, so only their SHA-256
 * is kept.
 *
 * The store adds `deliveries` and `lastReceivedAt`, which change with each retransmission.
 */
export interface SessionRecord {
  /** The provider's unique id of the request. It is the table's partition key. */
  readonly uuid: string;
  readonly sessionId: string;
  readonly userId: string;
  readonly providerId: string;
  /** SHA-256 of the secureLogin, 64 hexadecimal digits. Absent if the provider does not send it. */
  readonly secureLoginSha256?: string | undefined;
  /** SHA-256 of the token, 64 hexadecimal digits. Absent if the provider does not send a token. */
  readonly tokenSha256?: string | undefined;
  /**
   * SHA-256 of the callback's fields, 64 hexadecimal digits. Two callbacks with the same content
   * have the same fingerprint.
   */
  readonly fingerprint: string;
  /** When the first delivery arrived: ISO 8601, UTC, milliseconds. */
  readonly receivedAt: string;
  /** The IP address that the first delivery came from. */
  readonly sourceIp: string;
  /** When DynamoDB may delete the record: seconds since the epoch. */
  readonly purgeAt: number;
}

/** The shortest retention that settings allow. The provider's retransmissions end sooner. */
export const minRetentionDays = 2;

/**
 * Returns the SHA-256 of a credential, 64 hexadecimal digits. It is kept in place of the
 * credential.
 */
export function digestOf(credential: string): string {
  return hash('sha256', credential, 'hex');
}

/**
 * Returns a stored record or message with its secureLogin replaced by the SHA-256. Earlier versions
 * kept the secureLogin itself, and their records and messages stay readable.
 */
export function withoutSecureLogin<Stored extends { readonly secureLogin?: unknown }>(
  stored: Stored,
) {
  const { secureLogin, ...rest } = stored;
  return typeof secureLogin === 'string'
    ? { ...rest, secureLoginSha256: digestOf(secureLogin) }
    : rest;
}
