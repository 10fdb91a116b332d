import type { IncomingMessage, ServerResponse } from 'node:http';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { restApi } from '../../bin/local/rest-api.ts';
import type { CallbackHandlerProps } from '../../lambda/callback/callback-handler.ts';
import { anHttpServer } from './http-server.ts';
import { aReceiver } from './receiver.ts';

export type Answer = (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult>;

/** How an endpoint is broken on purpose. */
export interface Fault {
  /** Stands between API Gateway and the real handler. */
  readonly answer?: (event: APIGatewayProxyEvent, handle: Answer) => Promise<APIGatewayProxyResult>;
  /** Stands before API Gateway; true keeps the request from it. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** The real handler on an embedded DynamoDB behind HTTP, or a broken one; closed with the test. */
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

export function toResult(body: unknown, statusCode = 200): APIGatewayProxyResult {
  return {
    statusCode,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
}
