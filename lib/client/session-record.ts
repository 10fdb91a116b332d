/** What a list shows of a session record, and what its event tells: only what never changes once it is stored. */
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

/** The whole of a session record, as readers see it. */
export interface SessionRecordDetails extends SessionRecordRow {
  /** SHA-256 of the secureLogin, 64 hexadecimal digits; absent where the provider does not send it. */
  readonly secureLoginSha256?: string | undefined;
  /** SHA-256 of the player's token, 64 hexadecimal digits; absent where the provider does not send a token. */
  readonly tokenSha256?: string | undefined;
  /** How many times the provider delivered it, the first included. */
  readonly deliveries: number;
  /** When the last delivery arrived: ISO 8601, UTC, milliseconds. */
  readonly lastReceivedAt: string;
  /** The IP address that the first delivery came from. */
  readonly sourceIp: string;
}

/** One page of a list, as the query API answers it. */
export interface RecordList {
  readonly records: readonly SessionRecordRow[];
  /** Leads to the next page of the same list; absent on the last page. */
  readonly nextCursor?: string | undefined;
}
