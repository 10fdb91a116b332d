/** What came back for a request: an HTTP answer, or none. */
export type Reply = Answered | Unanswered;

export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  readonly contentType: string;
  /** The header lines, for looking for what should not be there. */
  readonly headers: string;
  readonly body: string;
  /** From the start of the request to the last byte of the answer. */
  readonly durationMs: number;
}

export interface Unanswered {
  readonly kind: 'unanswered';
  readonly reason: 'unreachable' | 'tls' | 'closed' | 'too-slow' | 'not-http';
  /** Why, in a few words for a person. */
  readonly detail: string;
}
