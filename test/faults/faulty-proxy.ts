import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What a service does wrong. */
export const faults = [
  'none',
  'refuses connections',
  'hangs',
  'answers 500',
  'throttles',
  'does it and loses the answer',
  'drops the connection half way',
] as const;
export type Fault = (typeof faults)[number];

/** A service behind a proxy that makes faults. */
export interface FaultyProxy {
  readonly endpoint: string;
  become(fault: Fault): Promise<void>;
  close(): Promise<void>;
}

/** Starts a proxy on 127.0.0.1 in front of the HTTP service at `target`; it begins without a fault. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  let fault: Fault = 'none';
  const hanging = new Set<Socket>();
  const server = createServer(async (request, response) => {
    if (fault === 'hangs') return void hanging.add(request.socket);
    const body = await buffer(request).catch(() => undefined);
    if (body === undefined) return;
    if (fault === 'answers 500') return answerError(response, 500, 'InternalServerError');
    if (fault === 'throttles') return answerError(response, 400, 'ProvisionedThroughputExceededException');
    const answer = await forward(target, request, body);
    if (fault === 'does it and loses the answer') return void request.socket.destroy();
    if (fault === 'drops the connection half way') {
      response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
      response.write(answer.body.subarray(0, answer.body.length / 2), () => request.socket.destroy());
      return;
    }
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  server.on('connection', (socket) => socket.on('error', () => {}));
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of hanging) socket.destroy();
      hanging.clear();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;

  return {
    endpoint: `http://127.0.0.1:${port}`,
    async become(next) {
      if (next === fault) return;
      const wasRefusing = fault === 'refuses connections';
      fault = next;
      if (next === 'refuses connections') await close();
      else if (wasRefusing) await listen(port);
      // What hung goes on hanging for its caller, but no new request joins it.
    },
    close,
  };
}

function answerError(response: ServerResponse, status: number, name: string): void {
  response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify({ __type: `com.amazonaws.service#${name}`, message: 'a fault' }));
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

function forward(target: string, request: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const url = new URL(request.url ?? '/', target);
    const { method, headers } = request;
    const forwarded = send(
      url,
      { method, headers: { ...headers, 'content-length': body.length } },
      async (answer) =>
        resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: await buffer(answer) }),
    );
    forwarded.on('error', reject).end(body);
  });
}
