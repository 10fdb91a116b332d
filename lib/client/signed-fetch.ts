import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from './credentials.ts';
import { UnavailableError } from './errors.ts';

/** An answer, read to its end. It comes from the query API or from a proxy before it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The body, or undefined if it is longer than `maxAnswerBytes`. */
  readonly text: string | undefined;
  /**
   * Returns a text without the request's credentials and signature. API Gateway quotes them when it
   * refuses a signature.
   */
  conceal(text: string): string;
}

export interface SignedFetchProps {
  readonly region: string;
  readonly credentials: () => Promise<Credentials>;
  /** Milliseconds that an answer may take. */
  readonly timeoutMs: number;
}

/**
 * Sends a signed GET request for a URL with that query. It follows no redirect, which would take
 * the credentials elsewhere.
 *
 * @throws UnavailableError if no answer comes in time, and the errors of the credentials source
 */
export type SignedFetch = (url: URL, query: Readonly<Record<string, string>>) => Promise<Answer>;

/** The most bytes of an answer that are read. The API's longest page has less than half of that. */
export const maxAnswerBytes = 1024 * 1024;

/** Returns a fetch that signs GET requests for API Gateway, with Signature Version 4. */
export function signedFetch({ region, credentials, timeoutMs }: SignedFetchProps): SignedFetch {
  const signer = new SignatureV4({ service: 'execute-api', region, credentials, sha256: Sha256 });

  return async (url, query) => {
    const { headers } = await signer.sign({
      method: 'GET',
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port !== '' && { port: Number(url.port) }),
      path: url.pathname,
      query: { ...query },
      headers: { host: url.host },
    });
    // `fetch` sets the host itself.
    const { host: _, ...rest } = headers;
    const target = Object.keys(query).length > 0 ? `${url.href}?${toQueryString(query)}` : url.href;
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(target, { headers: rest, redirect: 'manual', signal });
      return {
        status: response.status,
        headers: response.headers,
        text: await readText(response),
        conceal: concealment(headers),
      };
    } catch (error) {
      throw unanswered(error);
    }
  };
}

/** Reads the body. If the body of an error breaks off, the status alone says enough. */
async function readText(response: Response): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      if (length > maxAnswerBytes) return undefined;
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    if (response.ok) throw error;
    return '';
  }
}

function concealment(headers: Readonly<Record<string, string>>): (text: string) => string {
  const { authorization = '', 'x-amz-security-token': token } = headers;
  const secrets = [authorization, /Signature=(\w+)/.exec(authorization)?.[1], token].filter(
    (secret) => secret !== undefined && secret !== '',
  );
  return (text) =>
    secrets.reduce<string>((rest, secret) => rest.replaceAll(secret as string, '***'), text);
}

/**
 * Returns an error with only the reason. An error of `fetch` may quote what was sent or received.
 */
function unanswered(error: unknown): UnavailableError {
  const { name, code } = ((error as Error)?.cause ?? error ?? {}) as {
    name?: unknown;
    code?: unknown;
  };
  const reason =
    [code, name].find((text) => typeof text === 'string' && /^\w+$/.test(text)) ?? 'Error';
  return new UnavailableError({
    title: 'No Answer',
    detail: `the query API could not be asked (${reason})`,
    cause: new Error(String(reason)),
  });
}

/** Encodes the query as the signature does. URLSearchParams would write a space as a plus sign. */
function toQueryString(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .map(([name, value]) => `${name}=${encodeText(value)}`)
    .join('&');
}

/**
 * Returns the text percent-encoded for Signature Version 4, which encodes all that RFC 3986
 * reserves.
 */
export function encodeText(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
