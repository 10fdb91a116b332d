/**
 * An error as the query API answers it: RFC 9457, Problem Details for HTTP APIs.
 *
 * Free of imports, since the client's type declarations are made of it.
 */
export interface Problem {
  /** `about:blank`: the problem is what the status says, and `detail` the rest. */
  readonly type: string;
  readonly title: string;
  /** The HTTP status, once more. */
  readonly status: number;
  readonly detail: string;
}
