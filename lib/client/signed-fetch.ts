import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { UnavailableError } from './errors.ts';

/** An IAM principal's credentials. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
}

export interface SignedFetchProps {
  readonly region: string;
  /** @default - the default chain of the AWS SDK: environment, profiles, roles of containers and machines */
  readonly credentials?: Credentials | (() => Promise<Credentials>) | undefined;
  /** Milliseconds that an answer may take. */
  readonly timeoutMs: number;
}

/**
 * Gets a URL with that query, signed.
 *
 * @throws UnavailableError where there is no answer in time, and what the credentials' provider throws where it finds none
 */
export type SignedFetch = (url: URL, query: Readonly<Record<string, string>>) => Promise<Response>;

/** Returns a fetch that signs GET requests for API Gateway, with Signature Version 4. */
export function signedFetch({ region, credentials, timeoutMs }: SignedFetchProps): SignedFetch {
  const signer = new SignatureV4({
    service: 'execute-api',
    region,
    credentials: credentials ?? defaultProvider(),
    sha256: Sha256,
  });

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
    // fetch sets the host itself.
    const { host: _, ...rest } = headers;
    const target = Object.keys(query).length > 0 ? `${url.href}?${toQueryString(query)}` : url.href;
    try {
      return await fetch(target, { headers: rest, signal: AbortSignal.timeout(timeoutMs) });
    } catch (cause) {
      throw UnavailableError.unanswered(cause);
    }
  };
}

/** As the signature has it: URLSearchParams would write a space as a plus sign. */
function toQueryString(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .map(([name, value]) => `${name}=${encodeText(value)}`)
    .join('&');
}

/** Returns the text, percent-encoded as Signature Version 4 has it: all that RFC 3986 reserves. */
export function encodeText(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
