/** An IAM principal's credentials. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
}

/** Credentials, or a function that the client calls for them before each request. */
export type CredentialsSource = Credentials | (() => Promise<Credentials>);

/**
 * Returns a source of the same credentials. It refuses values that no header can hold, which
 * `fetch` would quote in its error.
 *
 * @throws TypeError that names the property and never quotes it. If the source is a function, the
 * returned function rejects with it.
 */
export function checkedCredentials(source: CredentialsSource): () => Promise<Credentials> {
  if (typeof source === 'function') return async () => check(await source());
  const credentials = check(source);
  return async () => credentials;
}

function check(credentials: Credentials): Credentials {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials ?? {};
  // Some sources return an empty text if there is no session token.
  const texts = { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
  for (const [name, value] of Object.entries(texts)) {
    if (typeof value !== 'string' || !/^[!-~]+$/.test(value)) {
      throw new TypeError(`credentials.${name} must be a text of visible ASCII characters`);
    }
  }
  return credentials;
}
