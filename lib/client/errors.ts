export interface SessionRecordsErrorProps {
  /** The HTTP status; absent where there was no answer. */
  readonly status?: number | undefined;
  readonly title: string;
  readonly detail: string;
  readonly cause?: unknown;
}

/** The query API did not answer with what was asked for. Its subclasses say what the caller can do about it. */
export class SessionRecordsError extends Error {
  override readonly name: string = 'SessionRecordsError';
  /** The HTTP status; absent where there was no answer. */
  readonly status: number | undefined;
  /** What the status means, in short. */
  readonly title: string;
  /** What went wrong. Never holds the credentials or the signature of the request. */
  readonly detail: string;

  constructor({ status, title, detail, ...options }: SessionRecordsErrorProps) {
    super(`${title}: ${detail}`, options);
    this.status = status;
    this.title = title;
    this.detail = detail;
  }
}

/** The query is wrong, and `detail` names what is accepted: asking again does not help. */
export class InvalidQueryError extends SessionRecordsError {
  override readonly name = 'InvalidQueryError';
}

/** There was a record with this uuid, and the operator erased it: asking again does not help. */
export class ErasedError extends SessionRecordsError {
  override readonly name = 'ErasedError';
}

export interface UnavailableErrorProps extends SessionRecordsErrorProps {
  readonly retryAfterSeconds?: number | undefined;
}

/** The API was out of reach, too busy or failed: asking again later may help. */
export class UnavailableError extends SessionRecordsError {
  override readonly name = 'UnavailableError';
  /** After how many seconds to ask again; absent where the API did not say. */
  readonly retryAfterSeconds: number | undefined;

  constructor({ retryAfterSeconds, ...props }: UnavailableErrorProps) {
    super(props);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
