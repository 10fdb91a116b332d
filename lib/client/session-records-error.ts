export interface SessionRecordsErrorProps extends ErrorOptions {
  /** The HTTP status; absent where there was no answer. */
  readonly status?: number | undefined;
  readonly title: string;
  readonly detail: string;
}

/** The query API did not answer with what was asked for. Its subclasses say what the caller can do about it. */
export class SessionRecordsError extends Error {
  override readonly name: string = 'SessionRecordsError';
  /** The HTTP status; absent where there was no answer. */
  readonly status: number | undefined;
  /** What the status means, in short. */
  readonly title: string;
  /** What went wrong. Never quotes what was asked for. */
  readonly detail: string;

  constructor({ status, title, detail, ...options }: SessionRecordsErrorProps) {
    super(`${title}: ${detail}`, options);
    this.status = status;
    this.title = title;
    this.detail = detail;
  }
}
