import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clientDefaults } from '../../lambda/shared/client-defaults.ts';

/** Resolves to the URL of a server once it listens on 127.0.0.1. Port 0 means any free one. */
export async function listenLocally(server: Server, port = 0): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Ends a server and its connections. Resolves when it is closed. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}

/**
 * Returns settings of an AWS client that asks a server on this machine. The client takes nothing
 * from the developer's environment and AWS files: no profile, no other endpoint, no proxy.
 */
export const localClientSettings = (endpoint: string) => ({
  ...clientDefaults,
  endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
