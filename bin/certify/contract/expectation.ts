import type { Reply } from '../http/reply.ts';
import type { ErrorCodes } from './contract.ts';
import { readAnswer, type Stakes } from './provider.ts';

/** What must come back for a request, and what is at stake. */
export interface Expectation extends Stakes {
  /** In a few words, for the table. */
  readonly text: string;
  /** Whether the callback's code must answer. Otherwise API Gateway may answer by itself. */
  readonly isCallbackAnswer: boolean;
  /** Whether a record must be there afterwards. */
  readonly isRecorded: boolean;
  isMet(reply: Reply): boolean;
}

/** The expectations that the contract knows. */
export interface Expectations {
  readonly accepted: Expectation;
  readonly unauthenticated: Expectation;
  /** An HTTP status that is no success, as nothing there could take a callback. */
  readonly noSuchRoute: Expectation;
  /** Refused for its size, by API Gateway or by the callback's code. */
  readonly tooLarge: Expectation;
  /** Refused for a size that nobody reads to the end. The connection may be cut first. */
  readonly farTooLarge: Expectation;
  /** Refused as bad parameters, with a description that holds `saying`. */
  malformed(saying?: string): Expectation;
  /** Refused because the uuid came before with other content. */
  readonly conflict: Expectation;
}

/** Returns the expectations in a numbering of the error codes. */
export function expectations(codes: ErrorCodes): Expectations {
  const isError = (reply: Reply, code: number) => readAnswer(reply)?.error === code;
  const refusal = (code: number, ifDelivered: string, saying = ''): Expectation => ({
    text: saying === '' ? `error ${code}` : `error ${code}: ${saying}`,
    isCallbackAnswer: true,
    isRecorded: false,
    ifDelivered,
    ifNotDelivered: 'what it is told is not what is wrong',
    isMet: (reply) =>
      isError(reply, code) && (readAnswer(reply)?.description ?? '').includes(saying),
  });
  const ofTheEdge = { isCallbackAnswer: false, isRecorded: false };
  const tooLarge: Expectation = {
    ...ofTheEdge,
    text: `error ${codes.badParameters} or HTTP 4xx`,
    ifDelivered: 'anyone can make you parse and store what no callback is',
    ifNotDelivered: 'one large request looks like an outage',
    isMet: (reply) => isError(reply, codes.badParameters) || isClientError(reply),
  };

  return {
    accepted: {
      text: `error ${codes.success}`,
      isCallbackAnswer: true,
      isRecorded: true,
      ifDelivered: 'nothing is lost',
      ifNotDelivered: "the operator never learns of the session's end",
      isMet: (reply) => isError(reply, codes.success),
    },
    unauthenticated: refusal(codes.wrongSecureLogin, 'strangers can end sessions in your records'),
    conflict: refusal(codes.badParameters, 'one of two contradicting reports is lost unseen'),
    malformed: (saying) =>
      refusal(codes.badParameters, 'the fault stays hidden and its data is lost', saying),
    noSuchRoute: {
      ...ofTheEdge,
      text: 'no HTTP 2xx',
      ifDelivered: 'a mistyped URL or method goes unnoticed',
      ifNotDelivered: 'a mistyped URL or method is hard to tell from an outage',
      isMet: (reply) => reply.kind === 'answered' && (reply.status < 200 || reply.status > 299),
    },
    tooLarge,
    farTooLarge: {
      ...tooLarge,
      text: `error ${codes.badParameters}, HTTP 4xx or cut off`,
      isMet: (reply) =>
        tooLarge.isMet(reply) || (reply.kind === 'unanswered' && reply.reason === 'closed'),
    },
  };
}

function isClientError(reply: Reply): boolean {
  return reply.kind === 'answered' && reply.status >= 400 && reply.status <= 499;
}
