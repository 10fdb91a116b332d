/**
 * What a list shows of a session record, and what its event tells: only what never changes once it is stored.
 *
 * Free of imports, since the client's type declarations are made of it.
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
