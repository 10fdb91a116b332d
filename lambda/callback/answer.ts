import type { APIGatewayProxyResult } from 'aws-lambda';
import { type Meaning, type Outcome, outcomes } from './outcome.ts';

/**
 * The provider's error codes by meaning. The provider has two sets: one on its page of October
 * 2024, and one on its page of 27 October 2024. Each integration agrees on one of them.
 */
export const errorCodeSets = {
  '2024-10-17': { success: 0, wrongSecureLogin: 4, badParameters: 7, retry: 100 },
  '2024-10-27': { success: 0, wrongSecureLogin: 54, badParameters: 57, retry: 998 },
} as const satisfies Record<string, Record<Meaning, number>>;

/** The name of a set of error codes: the date of the provider's page. */
export type ErrorCodeSet = keyof typeof errorCodeSets;

/**
 * Returns the answer to a callback. It is always an HTTP 200: the provider reads no other answer.
 */
export function answer(outcome: Outcome, codes: ErrorCodeSet): APIGatewayProxyResult {
  const { meaning, description } = outcomes[outcome.name];
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      error: errorCodeSets[codes][meaning],
      description: 'problems' in outcome ? outcome.problems.join('; ') : description,
    }),
  };
}
