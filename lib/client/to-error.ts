import type { Problem } from '../../lambda/query/problem.ts';
import { InvalidQueryError } from './invalid-query-error.ts';
import { SessionRecordsError } from './session-records-error.ts';
import { UnavailableError } from './unavailable-error.ts';

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
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return {};
  const body: unknown = await response.json().catch(() => undefined);
  return typeof body === 'object' && body !== null ? body : {};
}
