/** The query API's URL, and the region that requests are signed for. */
export interface Endpoint {
  /** The URL of the list, without a slash at the end. */
  readonly url: string;
  readonly region: string;
}

/**
 * Returns the endpoint, after a check that the URL cannot lead a signed request elsewhere.
 *
 * @throws TypeError that says what is accepted and quotes nothing, since a URL may hold a password
 */
export function toEndpoint(url: string, region: string | undefined): Endpoint {
  const parsed = parse(url);
  if (
    parsed.protocol !== 'https:' &&
    !(parsed.protocol === 'http:' && isLoopback(parsed.hostname))
  ) {
    throw new TypeError('url must begin with https:, or lead to this machine');
  }
  if (/[?#]/.test(parsed.href) || parsed.username !== '' || parsed.password !== '') {
    throw new TypeError('url must have no user, password, query or hash');
  }
  return {
    url: parsed.href.replace(/\/$/, ''),
    region: toRegion(region ?? findRegion(parsed.hostname)),
  };
}

function parse(url: string): URL {
  try {
    return new URL(url);
  } catch {
    // The error of `URL` would quote the text.
    throw new TypeError('url must be the URL of the session records: the output QueryUrl');
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

function toRegion(region: string): string {
  if (typeof region === 'string' && /^[a-z0-9-]+$/.test(region)) return region;
  throw new TypeError('region must be the name of an AWS region, such as eu-west-1');
}

function findRegion(hostname: string): string {
  const region =
    /\.execute-api\.([a-z0-9-]+)\.amazonaws\./.exec(hostname)?.[1] ?? process.env['AWS_REGION'];
  if (!region) throw new TypeError('region is not in the URL: pass it, or set AWS_REGION');
  return region;
}
