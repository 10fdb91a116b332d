import type { APIGatewayProxyResult } from 'aws-lambda';
import type { QueryOutcome, QueryOutcomeName } from './outcome.ts';
import type { Problem } from './problem.ts';

const statuses = {
  found: 200,
  listed: 200,
  notFound: 404,
  invalid: 400,
  unavailable: 503,
  failed: 500,
} as const satisfies Record<QueryOutcomeName, number>;

type ProblemName = Exclude<QueryOutcomeName, 'found' | 'listed'>;

const titles: Record<ProblemName, string> = {
  notFound: 'Not Found',
  invalid: 'Bad Request',
  unavailable: 'Service Unavailable',
  failed: 'Internal Server Error',
};

const details: Record<Exclude<ProblemName, 'invalid'>, string> = {
  notFound: 'there is no session record with this uuid',
  unavailable: 'the table did not answer in time, please retry',
  failed: 'an unexpected error, which was logged',
};

/** Seconds after which an unavailable table is worth another try. */
const retryAfter = 5;

/** Returns the answer to a query, which no cache may keep: records are personal data, and change. */
export function answer(outcome: QueryOutcome): APIGatewayProxyResult {
  const statusCode = statuses[outcome.name];
  const isProblem = statusCode !== 200;
  return {
    statusCode,
    headers: {
      'Content-Type': isProblem ? 'application/problem+json' : 'application/json',
      'Cache-Control': 'no-store',
      ...(outcome.name === 'unavailable' && { 'Retry-After': String(retryAfter) }),
    },
    body: JSON.stringify(toBody(outcome)),
  };
}

function toBody(outcome: QueryOutcome): object {
  switch (outcome.name) {
    case 'found':
      return outcome.record;
    case 'listed':
      return outcome.list;
    case 'invalid':
      return toProblem(outcome.name, outcome.problems.join('; '));
    default:
      return toProblem(outcome.name, details[outcome.name]);
  }
}

function toProblem(name: ProblemName, detail: string): Problem {
  return { type: 'about:blank', title: titles[name], status: statuses[name], detail };
}
