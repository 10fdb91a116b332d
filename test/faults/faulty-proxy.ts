import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import {
  type AddressInfo,
  createServer as createRawServer,
  type Server,
  type Socket,
} from 'node:net';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** A key and a certificate for 127.0.0.1. The handler's process is told to trust it. */
export const certificateFile = fileURLToPath(
  new URL('../certificates/self-signed-test-only.pem', import.meta.url),
);

/** The faults that a service can have. */
export const faults = [
  'none',
  'refuses connections',
  'hangs',
  'answers 500',
  'throttles',
  'does it and loses the answer',
  'drops the connection half way',
  'stalls after its headers',
  'sends its answer byte by byte',
  'answers 200 with nothing',
  'never answers a TLS handshake',
  'has a name that never resolves',
  'closes each connection',
] as const;
/** The name of a fault. */
export type Fault = (typeof faults)[number];

/** A service behind a proxy that makes faults. */
export interface FaultyProxy {
  readonly endpoint: string;
  /** The same service over TLS. */
  readonly secureEndpoint: string;
  /** Returns the fault that it has now. */
  fault(): Fault;
  become(fault: Fault): Promise<void>;
  /** Closes once the service has answered what was forwarded to it. */
  close(): Promise<void>;
}

/**
 * Starts a proxy on 127.0.0.1 in front of the HTTP service at `target`. It starts without a fault.
 *
 * @param hangName makes the lookups of the proxy's name hang, or end well
 */
export async function startFaultyProxy(
  target: string,
  hangName: (isHanging: boolean) => void,
): Promise<FaultyProxy> {
  let fault: Fault = 'none';
  const hanging = new Set<Socket>();
  const forwarded: Promise<unknown>[] = [];

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (fault === 'hangs') return void hanging.add(request.socket);
    const body = await buffer(request).catch(() => undefined);
    if (body === undefined) return;
    if (fault === 'answers 500') return answerError(response, 500, 'InternalServerError');
    if (fault === 'throttles')
      return answerError(response, 400, 'ProvisionedThroughputExceededException');
    if (fault === 'answers 200 with nothing') return void response.end();
    const forwarding = forward(target, request, body);
    forwarded.push(forwarding);
    const answer = await forwarding;
    if (fault === 'does it and loses the answer') return void request.socket.destroy();
    response.writeHead(answer.status, {
      ...answer.headers,
      ...(fault === 'closes each connection' && { connection: 'close' }),
      'content-length': answer.body.length,
    });
    if (fault === 'stalls after its headers')
      return void response.write(answer.body.subarray(0, 1));
    if (fault === 'sends its answer byte by byte') return trickle(response, answer.body);
    if (fault === 'drops the connection half way') {
      response.write(answer.body.subarray(0, answer.body.length / 2), () =>
        request.socket.destroy(),
      );
      return;
    }
    response.end(answer.body);
  };

  const server = createServer(answer);
  const pem = readFileSync(certificateFile);
  const secureServer = createSecureServer({ key: pem, cert: pem }, answer);
  const doorToSecureServer = createRawServer((socket) => {
    socket.on('error', () => {});
    if (fault === 'never answers a TLS handshake') hanging.add(socket);
    else secureServer.emit('connection', socket);
  });
  server.on('connection', (socket) => socket.on('error', () => {}));
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of hanging) socket.destroy();
      hanging.clear();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const port = await listen(server);
  const securePort = await listen(doorToSecureServer);

  return {
    endpoint: `http://127.0.0.1:${port}`,
    fault: () => fault,
    secureEndpoint: `https://127.0.0.1:${securePort}`,
    async become(next) {
      if (next === fault) return;
      const wasRefusing = fault === 'refuses connections';
      fault = next;
      hangName(next === 'has a name that never resolves');
      if (next === 'refuses connections') await close();
      else if (wasRefusing) await listen(server, port);
      // Requests that hang go on hanging, but no new ones do.
    },
    async close() {
      await close();
      doorToSecureServer.close();
      secureServer.closeAllConnections();
      await Promise.all(forwarded);
    },
  };
}

/** Starts to listen and resolves to the port. */
function listen(server: Server, port = 0): Promise<number> {
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** Sends a byte now and then, so that the connection is neither idle nor done. */
function trickle(response: ServerResponse, body: Buffer): void {
  let sent = 0;
  const timer = setInterval(() => {
    response.write(body.subarray(sent, sent + 1));
    sent += 1;
    if (sent === body.length) response.end();
  }, 100);
  response.on('close', () => clearInterval(timer));
}

function answerError(response: ServerResponse, status: number, name: string): void {
  response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify({ __type: `com.amazonaws.service#${name}`, message: 'a fault' }));
}

/** Forwards a request of an AWS client. The answer is read to its end. */
async function forward(target: string, { url = '/', headers }: IncomingMessage, body: Buffer) {
  const names = ['content-type', 'x-amz-target', 'authorization', 'x-amz-date'];
  const kept = names.map((name) => [name, String(headers[name])] as [string, string]);
  const answer = await fetch(new URL(url, target), { method: 'POST', headers: kept, body });
  return {
    status: answer.status,
    headers: { 'content-type': answer.headers.get('content-type') ?? '' },
    body: Buffer.from(await answer.arrayBuffer()),
  };
}
