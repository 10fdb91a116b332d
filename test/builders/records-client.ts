import type { RequestListener } from 'node:http';
import {
  type SessionRecordDetails,
  SessionRecordsClient,
  type SessionRecordsClientProps,
} from '../../lib/client/index.ts';
import { anHttpServer } from './http-server.ts';

/** Made-up AWS credentials. */
export const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' };

/** Returns a client that signs with made-up credentials. */
export const aClient = (props: Partial<SessionRecordsClientProps> & { readonly url: string }) =>
  new SessionRecordsClient({ region: 'eu-west-1', credentials, ...props });

/** Returns a client of an HTTP server with that listener. The server closes with the test. */
export async function aClientOf(
  listener: RequestListener,
  props: Partial<SessionRecordsClientProps> = {},
) {
  return aClient({ url: await anHttpServer(listener), ...props });
}

/** Returns a listener that gives each request the same answer. An object is sent as JSON. */
export function always(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): RequestListener {
  return (_, response) => {
    const type = status === 200 ? 'application/json' : 'application/problem+json';
    response.writeHead(status, { 'Content-Type': type, ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

/** Returns the details of a record, as the query API shows them. */
export const aRecordDetails = (
  overrides: Partial<SessionRecordDetails> = {},
): SessionRecordDetails => ({
  uuid: 'a-uuid',
  sessionId: 'a-session',
  userId: 'a-user',
  providerId: 'Luckymonaco',
  receivedAt: '2026-01-31T22:15:00.250Z',
  deliveries: 1,
  lastReceivedAt: '2026-01-31T22:15:00.250Z',
  sourceIp: '203.0.113.9',
  ...overrides,
});

/** Resolves to the error that `work` rejects with, or to undefined. */
export const caught = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

/** Resolves to all items of an iterable. */
export async function collect<T>(all: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const each of all) collected.push(each);
  return collected;
}
