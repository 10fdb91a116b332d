/**
 * What is kept of a callback. The player's token is a credential: only its SHA-256 is here.
 *
 * `deliveries` and `lastReceivedAt`, which change with each retransmission, are the store's.
 */
export interface SessionRecord {
  /** The provider's unique id of the request; the table's partition key. */
  readonly uuid: string;
  readonly sessionId: string;
  readonly userId: string;
  readonly providerId: string;
  /** Absent where the provider's revision of the contract no longer sends it. */
  readonly secureLogin?: string | undefined;
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
