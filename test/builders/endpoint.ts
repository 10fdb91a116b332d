import type { IncomingMessage, ServerResponse } from 'node:http';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { restApi } from '../../bin/local/rest-api.ts';
import type { CallbackHandlerProps } from '../../lambda/callback/callback-handler.ts';
import { anHttpServer } from './http-server.ts';
import { aReceiver } from './receiver.ts';

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
 * Starts the real handler on an embedded DynamoDB behind HTTP, with a fault or without. It closes
 * with the test.
 */
export async function anEndpoint(fault: Fault = {}, props: Partial<CallbackHandlerProps> = {}) {
  const { answer = (event, handle) => handle(event), intercept = () => false } = fault;
  const receiver = await aReceiver(props);
  const handle: Answer = async (event) => {
    // A copy, since the chain parses the body in place.
    const { statusCode, headers, body } = await receiver.sendEvent({ ...event });
    return { statusCode, headers: headers ?? {}, body };
  };
  const handler = (event: APIGatewayProxyEvent) => answer(event, handle);
  const gateway = restApi([{ method: 'POST', path: '/V4/SessionExpired', handler }]);
  const url = await anHttpServer((request, response) => {
    if (!intercept(request, response)) gateway.emit('request', request, response);
  });
  return { receiver, gateway, url };
}

/** Returns a handler's result with a JSON body. */
export function toResult(body: unknown, statusCode = 200): APIGatewayProxyResult {
  return {
    statusCode,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
}
