import type { SessionRecordRow } from './session-record-row.ts';

/**
 * The whole of a session record, as readers see it.
 *
 * Imports nothing but the row, since the client's type declarations are made of it.
 */
export interface SessionRecordDetails extends SessionRecordRow {
  /** The operator's user name at the provider; absent where the provider's revision no longer sends it. */
  readonly secureLogin?: string | undefined;
  /** SHA-256 of the player's token, 64 hexadecimal digits; absent where the provider does not send a token. */
  readonly tokenSha256?: string | undefined;
  /** How many times the provider delivered it, the first included. */
  readonly deliveries: number;
  /** When the last delivery arrived: ISO 8601, UTC, milliseconds. */
  readonly lastReceivedAt: string;
  /** The IP address that the first delivery came from. */
  readonly sourceIp: string;
}
