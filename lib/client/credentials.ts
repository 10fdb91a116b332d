/** An IAM principal's credentials. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
}

/** Credentials, or what is asked for them before each request. */
export type CredentialsSource = Credentials | (() => Promise<Credentials>);

/**
 * Returns a source of the same credentials that refuses what no header can hold: `fetch` would quote it in its error.
 *
 * @throws TypeError that names the property and never quotes it; a source that is a function rejects with it
 */
export function checkedCredentials(source: CredentialsSource): () => Promise<Credentials> {
  if (typeof source === 'function') return async () => check(await source());
  const credentials = check(source);
  return async () => credentials;
}

function check(credentials: Credentials): Credentials {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials ?? {};
  // Some sources say an empty text where there is no session token.
  const texts = { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
  for (const [name, value] of Object.entries(texts)) {
    if (typeof value !== 'string' || !/^[!-~]+$/.test(value)) {
      throw new TypeError(`credentials.${name} must be a text of visible ASCII characters`);
    }
  }
  return credentials;
}
