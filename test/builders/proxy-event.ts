import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { toContext, toProxyEvent } from '../../bin/local/proxy-event.ts';
import { queryRoutes } from '../../lambda/query/request.ts';

/** API Gateway's event for a POST of `body`: a text as it is, anything else as JSON. */
export function aCallbackEvent(
  body: unknown,
  overrides: Partial<APIGatewayProxyEvent> = {},
): APIGatewayProxyEvent {
  const request = aRequest('POST', '/V4/SessionExpired', ['Content-Type', 'application/json']);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { ...toProxyEvent(request, text, '/V4/SessionExpired'), ...overrides };
}

/** API Gateway's event for one record. */
export function aGetEvent(uuid: string): APIGatewayProxyEvent {
  return toProxyEvent(aRequest('GET', `/session-records/${uuid}`), '', queryRoutes.get.path, {
    uuid,
  });
}

/** API Gateway's event for a list; an array repeats its parameter. */
export function aListEvent(
  parameters: Record<string, string | readonly string[]>,
): APIGatewayProxyEvent {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(parameters)) {
    for (const value of [values].flat()) query.append(name, value);
  }
  const url = `/session-records?${query}`;
  return toProxyEvent(aRequest('GET', url), '', queryRoutes.list.path);
}

function aRequest(method: string, url: string, rawHeaders: string[] = []): IncomingMessage {
  return Object.assign(new IncomingMessage(new Socket()), { method, url, rawHeaders });
}

export const aContext = () => toContext('test', 8_000);
