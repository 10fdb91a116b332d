/** Reads the session records that an endpoint made of the callbacks. */
export interface SessionRecords {
  /** Resolves to the record of a uuid, or to undefined when there is none. */
  get(uuid: string): Promise<StoredRecord | undefined>;
  /** The records of a session; eventually consistent. */
  bySession(sessionId: string): AsyncIterable<ListedRecord>;
  /** The records of a user; eventually consistent. */
  byUser(userId: string): AsyncIterable<ListedRecord>;
}

/** A record as a list shows it. */
export interface ListedRecord {
  readonly uuid: string;
  readonly sessionId: string;
  readonly userId: string;
  readonly providerId: string;
  readonly receivedAt: string;
}

/** A record as a whole. */
export interface StoredRecord extends ListedRecord {
  readonly secureLogin?: string | undefined;
  readonly tokenSha256?: string | undefined;
  readonly deliveries: number;
  readonly lastReceivedAt: string;
  readonly sourceIp: string;
}
