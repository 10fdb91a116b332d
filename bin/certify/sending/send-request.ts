import {
  type Agent,
  type ClientRequest,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { Answered, Reply } from './reply.ts';
import { type Phase, TimeLimitError, unanswered } from './unanswered.ts';

/** One HTTP request, with all its headers. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  /** Sent as given, without a User-Agent, since the provider may send none. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeLimitMs: number;
}

/** The most bytes of an answer that are read. They suffice to see that it is wrong. */
const maxAnswerBytes = 64 * 1024;

/**
 * Sends one request and resolves to the reply. Never rejects. `fetch` would add headers and hide
 * why a request failed.
 */
export function sendRequest(agent: Agent, request: HttpRequest): Promise<Reply> {
  const { method, url, headers, timeLimitMs } = request;
  // As bytes, since the largest body has 11 MiB: Node.js is slow to send such a text.
  const body = Buffer.from(request.body);
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const sending = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      method,
      headers: withLength(headers, body),
      agent,
    });
    const phase = followPhase(sending, url.protocol === 'https:');
    const timer = setTimeout(() => sending.destroy(new TimeLimitError()), timeLimitMs);
    const settle = (reply: Reply) => {
      clearTimeout(timer);
      resolve(reply);
    };
    const fail = (error: Error) => settle(unanswered(error, phase(), timeLimitMs));
    sending.on('error', fail);
    sending.on('response', (response) => {
      readResponse(response, startedAt).then(settle, fail);
    });
    sending.end(body);
  });
}

/** Adds the body's length. Node.js adds it only for methods that usually have a body. */
function withLength(headers: HttpRequest['headers'], body: Buffer): Record<string, string> {
  return body.length === 0 ? { ...headers } : { ...headers, 'Content-Length': `${body.length}` };
}

/** Returns a function that returns the request's phase. */
function followPhase(sending: ClientRequest, isTls: boolean): () => Phase {
  let phase: Phase = 'connecting';
  sending.on('socket', (socket) => {
    if (sending.reusedSocket) {
      phase = 'waiting';
      return;
    }
    socket.once('connect', () => {
      phase = isTls ? 'handshaking' : 'waiting';
    });
    (socket as TLSSocket).once('secureConnect', () => {
      phase = 'waiting';
    });
  });
  return () => phase;
}

async function readResponse(response: IncomingMessage, startedAt: number): Promise<Answered> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxAnswerBytes) break;
  }
  return {
    kind: 'answered',
    status: response.statusCode ?? 0,
    contentType: response.headers['content-type'] ?? '',
    headers: response.rawHeaders.join('\n'),
    body: Buffer.concat(chunks).toString(),
    durationMs: performance.now() - startedAt,
  };
}
