import { SessionRecordsError, UnavailableError } from './errors.ts';
import { toError } from './problem.ts';
import type { RecordList, SessionRecordDetails, SessionRecordRow } from './session-record.ts';
import { type Answer, maxAnswerBytes } from './signed-fetch.ts';

type Check = (value: unknown) => boolean;
type Checks<Shape> = { readonly [Key in keyof Required<Shape>]: Check };

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

const detailsChecks: Checks<SessionRecordDetails> = {
  ...rowChecks,
  secureLoginSha256: orAbsent(isText),
  tokenSha256: orAbsent(isText),
  deliveries: (value) => Number.isSafeInteger(value) && (value as number) >= 1,
  lastReceivedAt: isMoment,
  sourceIp: isText,
};

const listChecks: Checks<RecordList> = {
  records: (value) => Array.isArray(value) && value.every(isSessionRecordRow),
  nextCursor: orAbsent((value) => isText(value) && value !== ''),
};

/** Returns whether a value has the fields of a row. It may have others too. */
export function isSessionRecordRow(value: unknown): value is SessionRecordRow {
  return passes(rowChecks, value);
}

/**
 * Returns the record in an answer.
 *
 * @throws SessionRecordsError if the answer holds no record
 */
export function readRecord(answer: Answer): SessionRecordDetails {
  return readBody(answer, detailsChecks);
}

/**
 * Returns the page of a list in an answer.
 *
 * @throws SessionRecordsError if the answer holds no page
 */
export function readList(answer: Answer): RecordList {
  return readBody(answer, listChecks);
}

/** Returns the error for an answer that is not one of the query API. */
export function unexpectedAnswer(detail: string): SessionRecordsError {
  return new SessionRecordsError({ status: 200, title: 'Unexpected Answer', detail });
}

function readBody<Body>(answer: Answer, checks: Checks<Body>): Body {
  if (answer.status !== 200) throw toError(answer);
  if (answer.text === undefined)
    throw unexpectedAnswer(`the answer is longer than ${maxAnswerBytes} bytes`);
  const body = parse(answer.text);
  if (!passes(checks, body))
    throw unexpectedAnswer('the answer has not the shape of what was asked for');
  return body as Body;
}

/** Parses JSON. The error of `JSON.parse` is left out, since it quotes the text. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnavailableError({
      status: 200,
      title: 'No Answer',
      detail: 'the answer is not whole JSON',
    });
  }
}

function passes(checks: Readonly<Record<string, Check>>, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(checks).every(([name, check]) =>
    check((value as Record<string, unknown>)[name]),
  );
}
