import type { IncomingMessage, ServerResponse } from 'node:http';

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * Refuses a request that a foreign page made a browser send. Returns whether it did.
 *
 * A foreign page may make its own name lead to this machine (DNS rebinding). `Host` is then that
 * name. A foreign page may also send to 127.0.0.1. `Origin` is then not ours. The provider sends no
 * `Origin`.
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
