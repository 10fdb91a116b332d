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
  /** How many times the provider delivered the callback. Counting ends at 64. */
  readonly deliveries: number;
  /** When the delivery that was written last arrived: ISO 8601, UTC, milliseconds. */
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

type Check = (value: unknown) => boolean;

/** A check for each field of an object that an answer holds. */
export type Checks<Shape> = { readonly [Key in keyof Required<Shape>]: Check };

const isText: Check = (value) => typeof value === 'string';
const orAbsent =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

/** Checks for an existing moment in ISO 8601, UTC, milliseconds. `Date` must write it unchanged. */
const isMoment: Check = (value) => {
  if (typeof value !== 'string' || !/^\d{4}-/.test(value)) return false;
  const moment = new Date(value);
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === value;
};

const rowChecks: Checks<SessionRecordRow> = {
  uuid: isText,
  sessionId: isText,
  userId: isText,
  providerId: isText,
  receivedAt: isMoment,
};

/** The checks of a whole record. */
export const detailsChecks: Checks<SessionRecordDetails> = {
  ...rowChecks,
  secureLoginSha256: orAbsent(isText),
  tokenSha256: orAbsent(isText),
  deliveries: (value) => Number.isSafeInteger(value) && (value as number) >= 1,
  lastReceivedAt: isMoment,
  sourceIp: isText,
};

/** The checks of a page of a list. */
export const listChecks: Checks<RecordList> = {
  records: (value) => Array.isArray(value) && value.every(isSessionRecordRow),
  nextCursor: orAbsent((value) => isText(value) && value !== ''),
};

/** Returns whether a value has the fields of a row. It may have others too. */
export function isSessionRecordRow(value: unknown): value is SessionRecordRow {
  return passes(rowChecks, value);
}

/** Returns whether a value is an object whose fields pass the checks. It may have others too. */
export function passes(checks: Readonly<Record<string, Check>>, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(checks).every(([name, check]) =>
    check((value as Record<string, unknown>)[name]),
  );
}
