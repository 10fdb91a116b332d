import type { IncomingMessage, ServerResponse } from 'node:http';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { restApi } from '../../bin/local/rest-api.ts';
import type { CallbackHandlerProps } from '../../lambda/callback/callback-handler.ts';
import { anHttpServer } from './http-server.ts';
import { memoryRecords } from './memory-records.ts';
import { aContext } from './proxy-event.ts';
import { aHandler } from './receiver.ts';

/** Answers an event as the real handler does. */
export type Answer = (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult>;

/** The parts of an endpoint that are broken on purpose. */
export interface Fault {
  /** Wraps the real handler, behind API Gateway. */
  readonly answer?: (event: APIGatewayProxyEvent, handle: Answer) => Promise<APIGatewayProxyResult>;
  /** Runs before API Gateway. If it returns true, API Gateway never gets the request. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/**
 * Starts the real handler behind HTTP, with a fault or without. Its records are in memory, unless
 * it is given a store. It closes with the test.
 */
export async function anEndpoint(fault: Fault = {}, props: Partial<CallbackHandlerProps> = {}) {
  const { answer = (event, handle) => handle(event), intercept = () => false } = fault;
  const records = memoryRecords();
  const callbacks = aHandler({ store: records.store, ...props });
  // A copy, since the chain parses the body in place.
  const handle: Answer = (event) => callbacks.handler({ ...event }, aContext());
  const handler = (event: APIGatewayProxyEvent) => answer(event, handle);
  const gateway = restApi([{ method: 'POST', path: '/V4/SessionExpired', handler }]);
  const url = await anHttpServer((request, response) => {
    if (!intercept(request, response)) gateway.emit('request', request, response);
  });
  return { records, gateway, url };
}

/** Returns a handler's result with a JSON body. */
export function toResult(body: unknown, statusCode = 200): APIGatewayProxyResult {
  return {
    statusCode,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
}
