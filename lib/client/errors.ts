/** The properties of a SessionRecordsError. */
export interface SessionRecordsErrorProps {
  /** The HTTP status. Absent if there was no answer. */
  readonly status?: number | undefined;
  readonly title: string;
  readonly detail: string;
  readonly cause?: unknown;
}

/** The query API did not return the expected answer. The subclasses say what the caller can do. */
export class SessionRecordsError extends Error {
  override readonly name: string = 'SessionRecordsError';
  /** The HTTP status. Absent if there was no answer. */
  readonly status: number | undefined;
  /** What the status means, in a few words. */
  readonly title: string;
  /** What went wrong. It never holds the request's credentials or signature. */
  readonly detail: string;

  constructor({ status, title, detail, ...options }: SessionRecordsErrorProps) {
    super(`${title}: ${detail}`, options);
    this.status = status;
    this.title = title;
    this.detail = detail;
  }
}

/** The query is wrong, and `detail` says what is accepted. Asking again does not help. */
export class InvalidQueryError extends SessionRecordsError {
  override readonly name = 'InvalidQueryError';
}

/** The operator erased the record with this uuid. Asking again does not help. */
export class ErasedError extends SessionRecordsError {
  override readonly name = 'ErasedError';
}

/** The properties of an UnavailableError. */
export interface UnavailableErrorProps extends SessionRecordsErrorProps {
  readonly retryAfterSeconds?: number | undefined;
}

/** The API could not be reached, was too busy or failed. Asking again later may help. */
export class UnavailableError extends SessionRecordsError {
  override readonly name = 'UnavailableError';
  /** Seconds to wait before asking again. Absent if the API did not say. */
  readonly retryAfterSeconds: number | undefined;

  constructor({ retryAfterSeconds, ...props }: UnavailableErrorProps) {
    super(props);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
