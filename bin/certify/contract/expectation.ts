import type { Reply } from '../sending/reply.ts';
import type { ErrorCodes } from './contract.ts';
import { readAnswer, type Stakes } from './provider.ts';

/** The reply that the contract asks for, and what is at stake. */
export interface Expectation extends Stakes {
  /** The expectation in a few words, for the table. */
  readonly text: string;
  /** Whether the callback's code must answer. If false, API Gateway may answer instead. */
  readonly isCallbackAnswer: boolean;
  /** Whether the callback must leave a record. */
  readonly isRecorded: boolean;
  isMet(reply: Reply): boolean;
}

/** What the contract asks for in each case. */
export type ExpectationName =
  | 'accepted'
  | 'unauthenticated'
  /** A refusal as bad parameters. */
  | 'malformed'
  /** A refusal because an earlier callback has the same uuid and other content. */
  | 'conflict'
  /** An HTTP status that means failure, since nothing at that route takes a callback. */
  | 'noSuchRoute'
  /** A refusal because of the size, by API Gateway or by the callback's code. */
  | 'tooLarge'
  /** A refusal of a body that nobody reads to its end. The connection may be cut first. */
  | 'farTooLarge';

/** The contract's expectations by name. */
export type Expectations = Readonly<Record<ExpectationName, Expectation>>;

/** Returns the expectations for an error code set. */
export function expectations(codes: ErrorCodes): Expectations {
  const isError = (reply: Reply, code: number) => readAnswer(reply)?.error === code;
  const refusal = (code: number, ifDelivered: string): Expectation => ({
    text: `error ${code}`,
    isCallbackAnswer: true,
    isRecorded: false,
    ifDelivered,
    ifNotDelivered: 'what it is told is not what is wrong',
    isMet: (reply) => isError(reply, code),
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
    malformed: refusal(codes.badParameters, 'the fault stays hidden and its data is lost'),
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

/** Returns the same expectation of an answer whose description contains `part`. */
export function saying(part: string, expectation: Expectation): Expectation {
  return {
    ...expectation,
    text: `${expectation.text}: ${part}`,
    isMet: (reply) =>
      expectation.isMet(reply) && (readAnswer(reply)?.description ?? '').includes(part),
  };
}

function isClientError(reply: Reply): boolean {
  return reply.kind === 'answered' && reply.status >= 400 && reply.status <= 499;
}
