import type { APIGatewayProxyResult } from 'aws-lambda';
import { type QueryOutcome, queryOutcomes } from './outcome.ts';

/** Seconds after which the caller may try an unavailable table again. */
const retryAfter = 5;

/**
 * Returns the answer to a query. No cache may keep it: records are personal data, and they change.
 */
export function answer(outcome: QueryOutcome): APIGatewayProxyResult {
  const { status } = queryOutcomes[outcome.name];
  return {
    statusCode: status,
    headers: {
      'Content-Type': status === 200 ? 'application/json' : 'application/problem+json',
      'Cache-Control': 'no-store',
      ...(outcome.name === 'unavailable' && { 'Retry-After': String(retryAfter) }),
    },
    body: JSON.stringify(toBody(outcome)),
  };
}

function toBody(outcome: QueryOutcome): object {
  if (outcome.name === 'found') return outcome.record;
  if (outcome.name === 'listed') return outcome.list;
  const { status, title = '', detail = '' } = queryOutcomes[outcome.name];
  return {
    type: 'about:blank',
    title,
    status,
    detail: outcome.name === 'invalid' ? outcome.problems.join('; ') : detail,
  };
}
