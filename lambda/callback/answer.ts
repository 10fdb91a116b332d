import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Outcome, OutcomeName } from './outcome.ts';

/** What the provider does with an answer's error code. */
export type Meaning = 'success' | 'badParameters' | 'wrongSecureLogin' | 'internalErrorRetry';

/**
 * The provider's error codes by meaning, in its two numberings: the one of its October 2024 page, and the one of 27 October 2024.
 * Which of them holds is agreed in each integration.
 */
export const errorCodes = {
  '2024-10-17': { success: 0, wrongSecureLogin: 4, badParameters: 7, internalErrorRetry: 100 },
  '2024-10-27': { success: 0, wrongSecureLogin: 54, badParameters: 57, internalErrorRetry: 998 },
} as const satisfies Record<string, Record<Meaning, number>>;

export type ErrorCodeSet = keyof typeof errorCodes;

const meanings: Record<OutcomeName, Meaning> = {
  recorded: 'success',
  // What the provider sees of a retransmission is what it saw, or should have seen, of the first.
  duplicate: 'success',
  // Durable on the queue, which is all that the provider is told by a success.
  queued: 'success',
  conflict: 'badParameters',
  malformed: 'badParameters',
  unauthenticated: 'wrongSecureLogin',
  unavailable: 'internalErrorRetry',
  // Not the provider's "do not retry": a retry may succeed once the defect is fixed, and without one the callback is lost.
  failed: 'internalErrorRetry',
};

const descriptions: Record<Exclude<OutcomeName, 'malformed'>, string> = {
  recorded: 'Success',
  duplicate: 'Success',
  queued: 'Success',
  conflict: 'uuid was received before with different content',
  unauthenticated: 'secureLogin and providerId are not a known pair',
  unavailable: 'Temporarily unavailable, please retry',
  failed: 'Internal error, please retry',
};

/** Returns the answer to a callback: always an HTTP 200, since the provider reads nothing else. */
export function answer(outcome: Outcome, codes: ErrorCodeSet): APIGatewayProxyResult {
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      error: errorCodes[codes][meanings[outcome.name]],
      description: outcome.name === 'malformed' ? outcome.problems.join('; ') : descriptions[outcome.name],
    }),
  };
}
