/** Returns whether a URL leads to this machine. */
export function isThisMachine(url: string | URL): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/**
 * Makes `fetch` ask this machine without a proxy.
 *
 * With `NODE_USE_ENV_PROXY` Node.js sends each request to the proxy of the environment, which would
 * see tokens. Node.js reads the lower-case variable first, and reads both anew for each `fetch`.
 * Agents of `node:http` that a command makes ask no proxy anyway.
 */
export function askThisMachineDirectly(): void {
  const name = 'no_proxy' in process.env ? 'no_proxy' : 'NO_PROXY';
  const others = process.env[name];
  process.env[name] = `${others ? `${others},` : ''}localhost,127.0.0.1,[::1]`;
}
