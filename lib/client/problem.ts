import { InvalidQueryError, SessionRecordsError, UnavailableError } from './errors.ts';

/** An error as the query API answers it: RFC 9457, Problem Details for HTTP APIs. */
export interface Problem {
  /** `about:blank`: the problem is what the status says, and `detail` the rest. */
  readonly type: string;
  readonly title: string;
  /** The HTTP status, once more. */
  readonly status: number;
  readonly detail: string;
}

/** Whether an answer is an error as the query API answers it, rather than of something that lies before it. */
export function isProblem(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('application/problem+json') ?? false;
}

/** Returns the error that an answer stands for. */
export async function toError(response: Response): Promise<SessionRecordsError> {
  const { status, headers } = response;
  const body = await readProblem(response);
  const problem = {
    status,
    title: body.title ?? `HTTP ${status}`,
    detail: body.detail ?? 'the answer does not say more',
  };
  if (status === 400) return new InvalidQueryError(problem);
  if (status !== 429 && status < 500) return new SessionRecordsError(problem);
  const retryAfter = headers.get('retry-after');
  return new UnavailableError({
    ...problem,
    ...(retryAfter !== null && /^\d+$/.test(retryAfter) && { retryAfterSeconds: Number(retryAfter) }),
  });
}

/** What lies between the client and the API may answer with anything, or break off. */
async function readProblem(response: Response): Promise<Partial<Problem>> {
  if (!isProblem(response)) return {};
  const body: unknown = await response.json().catch(() => undefined);
  return typeof body === 'object' && body !== null ? body : {};
}
