import { SessionRecordsError, type SessionRecordsErrorProps } from './session-records-error.ts';

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

  /** Returns the error of a request that was not answered. */
  static unanswered(cause: unknown): UnavailableError {
    return new UnavailableError({ title: 'No Answer', detail: 'the query API could not be asked', cause });
  }
}
