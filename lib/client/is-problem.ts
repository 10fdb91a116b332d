/** Whether an answer is an error as the query API answers it, rather than of something that lies before it. */
export function isProblem(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('application/problem+json') ?? false;
}
