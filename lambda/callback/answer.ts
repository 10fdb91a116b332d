import type { APIGatewayProxyResult } from 'aws-lambda';
import { type Meaning, type Outcome, outcomes } from './outcome.ts';

/**
 * The provider's error codes by meaning, in its two numberings: the one of its October 2024 page, and the one of 27 October 2024.
 * Which of them holds is agreed in each integration.
 */
export const errorCodes = {
  '2024-10-17': { success: 0, wrongSecureLogin: 4, badParameters: 7, retry: 100 },
  '2024-10-27': { success: 0, wrongSecureLogin: 54, badParameters: 57, retry: 998 },
} as const satisfies Record<string, Record<Meaning, number>>;

export type ErrorCodeSet = keyof typeof errorCodes;

/** Returns the answer to a callback: always an HTTP 200, since the provider reads nothing else. */
export function answer(outcome: Outcome, codes: ErrorCodeSet): APIGatewayProxyResult {
  const { meaning, description } = outcomes[outcome.name];
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      error: errorCodes[codes][meaning],
      description: 'problems' in outcome ? outcome.problems.join('; ') : description,
    }),
  };
}
