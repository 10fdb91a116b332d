/**
 * The part of a session record that a list shows and an event holds. These fields never change once
 * the record is stored.
 */
export interface SessionRecordRow {
  /** The provider's unique id of the request. */
  readonly uuid: string;
  /** The player's game session id on Lucky Monaco's side. */
  readonly sessionId: string;
  /** The player's id in the operator's system. */
  readonly userId: string;
  /** Lucky Monaco's provider id in the operator's system. */
  readonly providerId: string;
  /** When the first delivery arrived: ISO 8601, UTC, milliseconds. */
  readonly receivedAt: string;
}

/** A whole session record. */
export interface SessionRecordDetails extends SessionRecordRow {
  /** SHA-256 of the secureLogin, 64 hexadecimal digits. Absent if the provider does not send it. */
  readonly secureLoginSha256?: string | undefined;
  /**
   * SHA-256 of the player's token, 64 hexadecimal digits. Absent if the provider does not send a
   * token.
   */
  readonly tokenSha256?: string | undefined;
  /** How many times the provider delivered the callback, including the first time. */
  readonly deliveries: number;
  /** When the last delivery arrived: ISO 8601, UTC, milliseconds. */
  readonly lastReceivedAt: string;
  /** The IP address that the first delivery came from. */
  readonly sourceIp: string;
}

/** One page of a list, as the query API returns it. */
export interface RecordList {
  readonly records: readonly SessionRecordRow[];
  /** The cursor of the next page of the same list. Absent on the last page. */
  readonly nextCursor?: string | undefined;
}
