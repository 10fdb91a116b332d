import {
  ErasedError,
  InvalidQueryError,
  SessionRecordsError,
  type SessionRecordsErrorProps,
  UnavailableError,
} from './errors.ts';
import type { Answer } from './signed-fetch.ts';

/** An error as the query API returns it: RFC 9457, Problem Details for HTTP APIs. */
export interface Problem {
  /** Always `about:blank`: the status says what the problem is, and `detail` says the rest. */
  readonly type: string;
  readonly title: string;
  /** The HTTP status, repeated. */
  readonly status: number;
  readonly detail: string;
}

/**
 * Returns whether the Lambda returned that status. API Gateway's own answers have no status in
 * their body.
 */
export function isLambdaAnswer(answer: Answer, status: number): boolean {
  return answer.status === status && readProblem(answer).status === status;
}

/** Returns the error that an answer stands for. */
export function toError(answer: Answer): SessionRecordsError {
  const { status } = answer;
  const problem = toProps(answer);
  if ([400, 414, 431].includes(status)) return new InvalidQueryError(problem);
  if (isLambdaAnswer(answer, 410)) return new ErasedError(problem);
  if (status !== 429 && status < 500) return new SessionRecordsError(problem);
  return new UnavailableError({ ...problem, retryAfterSeconds: retryAfterSeconds(answer) });
}

/**
 * Returns the seconds in the header `Retry-After`. Returns undefined without the header, or if it
 * holds a date.
 */
export function retryAfterSeconds({ headers }: Answer): number | undefined {
  const text = headers.get('retry-after') ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function toProps(answer: Answer): SessionRecordsErrorProps {
  const { status, conceal } = answer;
  const { title, detail } = readProblem(answer);
  const silence =
    status >= 300 && status < 400
      ? 'the answer is a redirect, which is not followed'
      : 'the answer does not say more';
  return {
    status,
    title: typeof title === 'string' ? conceal(title) : `HTTP ${status}`,
    detail: typeof detail === 'string' ? conceal(detail) : silence,
  };
}

/** Reads a problem with unknown fields, since a proxy before the API may return anything. */
function readProblem({ headers, text = '' }: Answer): {
  readonly [Key in keyof Problem]?: unknown;
} {
  if (!headers.get('content-type')?.startsWith('application/problem+json')) return {};
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
