import type { IncomingMessage, ServerResponse } from 'node:http';

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * Refuses a request that a page from elsewhere made a browser send, and returns whether it did.
 *
 * Such a page may have its own name lead to this machine (DNS rebinding): then `Host` is that name.
 * Or it may send to 127.0.0.1 itself: then `Origin` is not ours. The provider sends no `Origin`.
 */
export function refuseForeign({ headers }: IncomingMessage, response: ServerResponse): boolean {
  const { host = '', origin } = headers;
  const isOurs = loopback.test(host) && (origin === undefined || origin === `http://${host}`);
  if (isOurs) return false;
  response.writeHead(403, { 'Content-Type': 'application/json', Connection: 'close' });
  response.end(
    JSON.stringify({ message: 'Only for this machine: call http://127.0.0.1 or localhost' }),
  );
  return true;
}
