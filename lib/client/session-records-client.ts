import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { type CredentialsSource, checkedCredentials } from './credentials.ts';
import { toEndpoint } from './endpoint.ts';
import { isLambdaAnswer } from './problem.ts';
import { readList, readRecord, unexpectedAnswer } from './read-answer.ts';
import { askUntilFree } from './retry.ts';
import type { SessionRecordDetails, SessionRecordRow } from './session-record.ts';
import { type Answer, encodeText, type SignedFetch, signedFetch } from './signed-fetch.ts';
import { toMoment, toPageSize, toSegment, toText } from './to-text.ts';

/** The properties of a SessionRecordsClient. */
export interface SessionRecordsClientProps {
  /**
   * The stack's output `QueryUrl`, which is also the SSM parameter
   * `/session-expired/<stage>/query-url`. It must be `https:`, unless it leads to this machine. It
   * must have no user, password, query or hash.
   */
  readonly url: string;
  /** @default - the region in the URL, or else the environment variable AWS_REGION */
  readonly region?: string | undefined;
  /**
   * @default - the AWS SDK's default chain: environment, profiles, roles of containers and machines
   */
  readonly credentials?: CredentialsSource | undefined;
  /**
   * Milliseconds that an answer may take.
   * @default 10000
   */
  readonly timeoutMs?: number | undefined;
  /**
   * Milliseconds for which a request is sent again while the API is too busy (HTTP 429 and 503).
   * The client waits as `Retry-After` says, and for pauses that grow. 0 sends the request once.
   * @default 30000
   */
  readonly retryForMs?: number | undefined;
}

/** The range, order and page size of a list. Arrivals are the times of the first deliveries. */
export interface ListOptions {
  /**
   * The earliest arrival, inclusive: a `Date`, or a text in ISO 8601.
   * @default - no bound
   */
  readonly from?: Date | string | undefined;
  /**
   * The latest arrival, exclusive: a `Date`, or a text in ISO 8601.
   * @default - no bound
   */
  readonly to?: Date | string | undefined;
  /** @default newest */
  readonly order?: 'newest' | 'oldest' | undefined;
  /**
   * How many records to fetch at once, 1 to 100.
   * @default 100
   */
  readonly pageSize?: number | undefined;
}

/**
 * Reads session records through the query API, as an IAM principal.
 *
 * Each method throws these errors:
 *
 * - InvalidQueryError if the API does not accept the query.
 * - UnavailableError if asking again later may help.
 * - SessionRecordsError in all other cases. Examples are a redirect, an answer of another shape,
 *   and an answer of more than 1 MiB.
 * - TypeError if the credentials have characters that no header can hold.
 * - The credentials source's own error. The AWS SDK throws its own if it finds no credentials.
 *
 * No error of this package holds a credential or a signature.
 */
export class SessionRecordsClient {
  readonly #url: string;
  readonly #fetch: SignedFetch;
  readonly #retryForMs: number;

  /** @throws TypeError that names the wrong property, or says that no region was found */
  constructor(props: SessionRecordsClientProps) {
    const { timeoutMs = 10_000, retryForMs = 30_000, credentials = defaultProvider() } = props;
    const { url, region } = toEndpoint(props.url, props.region);
    checkMilliseconds('timeoutMs', timeoutMs, 1);
    checkMilliseconds('retryForMs', retryForMs, 0);
    this.#url = url;
    this.#fetch = signedFetch({ region, credentials: checkedCredentials(credentials), timeoutMs });
    this.#retryForMs = retryForMs;
  }

  /**
   * Resolves to the current record, or to undefined if there is none.
   *
   * @throws ErasedError if the operator erased the record, and the errors that each method throws
   */
  async get(uuid: string): Promise<SessionRecordDetails | undefined> {
    const answer = await this.#ask(`/${encodeText(toSegment('uuid', uuid))}`, {});
    return isLambdaAnswer(answer, 404) ? undefined : readRecord(answer);
  }

  /** Iterates over the records of a session, across all pages. */
  bySession(sessionId: string, options?: ListOptions): AsyncIterable<SessionRecordRow> {
    return this.#list('sessionId', sessionId, options);
  }

  /** Iterates over the records of a user, across all pages. */
  byUser(userId: string, options?: ListOptions): AsyncIterable<SessionRecordRow> {
    return this.#list('userId', userId, options);
  }

  async *#list(
    owner: 'sessionId' | 'userId',
    id: string,
    options: ListOptions | undefined,
  ): AsyncGenerator<SessionRecordRow, void, undefined> {
    const { from, to, order, pageSize = 100 } = options ?? {};
    const query: Record<string, string> = {
      [owner]: toText(owner, id),
      ...(from !== undefined && { from: toMoment('from', from) }),
      ...(to !== undefined && { to: toMoment('to', to) }),
      ...(order !== undefined && { order: toText('order', order) }),
      limit: toPageSize('pageSize', pageSize),
    };
    const cursors = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await this.#ask('', cursor === undefined ? query : { ...query, cursor });
      const { records, nextCursor } = readList(page);
      cursor = nextCursor;
      if (cursor !== undefined && cursors.has(cursor)) {
        throw unexpectedAnswer('a cursor came back: the list would not end');
      }
      if (cursor !== undefined) cursors.add(cursor);
      yield* records;
    } while (cursor !== undefined);
  }

  #ask(path: string, query: Readonly<Record<string, string>>): Promise<Answer> {
    return askUntilFree(() => this.#fetch(new URL(this.#url + path), query), this.#retryForMs);
  }
}

/** The longest time that a timer accepts. */
const longestMs = 2 ** 31 - 1;

function checkMilliseconds(name: string, value: number, min: number): void {
  if (Number.isInteger(value) && value >= min && value <= longestMs) return;
  throw new TypeError(`${name} must be a whole number of milliseconds from ${min} to ${longestMs}`);
}
