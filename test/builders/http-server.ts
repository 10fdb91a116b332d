import { createServer, type RequestListener } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net';
import { onTestFinished } from 'vitest';

/** Listens on 127.0.0.1 and resolves to the URL. The server and its sockets end with the test. */
async function listen(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Starts an HTTP server with that listener. Resolves to its URL. */
export const anHttpServer = (listener: RequestListener) => listen(createServer(listener));

/** Starts a TCP server that only calls `onConnection`. Resolves to a URL that leads to it. */
export const anUnresponsiveServer = (onConnection: (socket: Socket) => void = () => {}) =>
  listen(
    createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.resume();
      onConnection(socket);
    }),
  );
