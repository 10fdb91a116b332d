import { SessionRecordsError, UnavailableError } from './errors.ts';
import { toError } from './problem.ts';
import {
  type Checks,
  detailsChecks,
  listChecks,
  passes,
  type RecordList,
  type SessionRecordDetails,
} from './session-record.ts';
import { type Answer, maxAnswerBytes } from './signed-fetch.ts';

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
