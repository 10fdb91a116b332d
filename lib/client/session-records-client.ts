import { InvalidQueryError, UnavailableError } from './errors.ts';
import { isProblem, toError } from './problem.ts';
import type { RecordList, SessionRecordDetails, SessionRecordRow } from './session-record.ts';
import { type Credentials, encodeText, type SignedFetch, signedFetch } from './signed-fetch.ts';

export interface SessionRecordsClientProps {
  /** The stack's output `QueryUrl`, also the SSM parameter `/session-expired/<stage>/query-url`. */
  readonly url: string;
  /** @default - the region in the URL, or else the environment variable AWS_REGION */
  readonly region?: string | undefined;
  /** @default - the default chain of the AWS SDK: environment, profiles, roles of containers and machines */
  readonly credentials?: Credentials | (() => Promise<Credentials>) | undefined;
  /**
   * Milliseconds that an answer may take.
   * @default 10000
   */
  readonly timeoutMs?: number | undefined;
}

export interface ListOptions {
  /**
   * The earliest arrival, inclusive; a text is ISO 8601.
   * @default - no bound
   */
  readonly from?: Date | string | undefined;
  /**
   * The latest arrival, exclusive; a text is ISO 8601.
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
 * Each method throws an InvalidQueryError for what the API does not accept, an UnavailableError where asking again later may
 * help, and else a SessionRecordsError. Where no credentials are found, the AWS SDK's own error passes through.
 */
export class SessionRecordsClient {
  readonly #url: string;
  readonly #fetch: SignedFetch;

  /** @throws TypeError if the region is neither given nor to be found */
  constructor({ url, region, credentials, timeoutMs = 10_000 }: SessionRecordsClientProps) {
    this.#url = url.replace(/\/$/, '');
    this.#fetch = signedFetch({ region: region ?? findRegion(url), credentials, timeoutMs });
  }

  /** Resolves to the record as it is now, or to undefined if there is none. */
  async get(uuid: string): Promise<SessionRecordDetails | undefined> {
    // A URL cannot hold them as a segment: they mean the path itself and the one above.
    if (['', '.', '..'].includes(uuid)) {
      throw new InvalidQueryError({ title: 'Bad Request', detail: 'uuid must be one that a URL can hold' });
    }
    const response = await this.#ask(`/${encodeText(uuid)}`, {});
    if (response.status === 404 && isProblem(response)) return undefined;
    return readAnswer<SessionRecordDetails>(response);
  }

  /** Iterates over the records of a session, over as many pages as there are. */
  bySession(sessionId: string, options: ListOptions = {}): AsyncIterable<SessionRecordRow> {
    return this.#list({ sessionId }, options);
  }

  /** Iterates over the records of a user, over as many pages as there are. */
  byUser(userId: string, options: ListOptions = {}): AsyncIterable<SessionRecordRow> {
    return this.#list({ userId }, options);
  }

  async *#list(
    owner: { readonly sessionId: string } | { readonly userId: string },
    { from, to, order, pageSize = 100 }: ListOptions,
  ): AsyncGenerator<SessionRecordRow, void, undefined> {
    const query: Record<string, string> = {
      ...owner,
      ...(from !== undefined && { from: toText(from) }),
      ...(to !== undefined && { to: toText(to) }),
      ...(order !== undefined && { order }),
      limit: String(pageSize),
    };
    let cursor: string | undefined;
    do {
      const response = await this.#ask('', cursor === undefined ? query : { ...query, cursor });
      const { records, nextCursor } = await readAnswer<RecordList>(response);
      yield* records;
      cursor = nextCursor;
    } while (cursor !== undefined);
  }

  #ask(path: string, query: Readonly<Record<string, string>>): Promise<Response> {
    return this.#fetch(new URL(this.#url + path), query);
  }
}

async function readAnswer<Answer>(response: Response): Promise<Answer> {
  if (!response.ok) throw await toError(response);
  try {
    return (await response.json()) as Answer;
  } catch (cause) {
    throw UnavailableError.unanswered(cause);
  }
}

function toText(moment: Date | string): string {
  return typeof moment === 'string' ? moment : moment.toISOString();
}

function findRegion(url: string): string {
  const { hostname } = new URL(url);
  const region = /\.execute-api\.([a-z0-9-]+)\.amazonaws\./.exec(hostname)?.[1] ?? process.env['AWS_REGION'];
  if (region === undefined) throw new TypeError('region is not in the URL: pass it, or set AWS_REGION');
  return region;
}
