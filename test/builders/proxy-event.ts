import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { toContext, toProxyEvent } from '../../bin/local/proxy-event.ts';
import { queryRoutes } from '../../lambda/query/request.ts';

/**
 * Returns API Gateway's event for a POST of `body`. A text is sent as it is, any other value as
 * JSON.
 */
export function aCallbackEvent(
  body: unknown,
  overrides: Partial<APIGatewayProxyEvent> = {},
): APIGatewayProxyEvent {
  const request = aRequest('POST', '/V4/SessionExpired', ['Content-Type', 'application/json']);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { ...toProxyEvent(request, Buffer.from(text), '/V4/SessionExpired'), ...overrides };
}

/** Returns API Gateway's event for one record. */
export function aGetEvent(uuid: string): APIGatewayProxyEvent {
  return toProxyEvent(
    aRequest('GET', `/session-records/${uuid}`),
    Buffer.alloc(0),
    queryRoutes.get.path,
    {
      uuid,
    },
  );
}

/** Returns API Gateway's event for a list. An array repeats its parameter. */
export function aListEvent(
  parameters: Record<string, string | readonly string[]>,
): APIGatewayProxyEvent {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(parameters)) {
    for (const value of [values].flat()) query.append(name, value);
  }
  const url = `/session-records?${query}`;
  return toProxyEvent(aRequest('GET', url), Buffer.alloc(0), queryRoutes.list.path);
}

function aRequest(method: string, url: string, rawHeaders: string[] = []): IncomingMessage {
  return Object.assign(new IncomingMessage(new Socket()), { method, url, rawHeaders });
}

/** Returns the context of an invocation. */
export const aContext = () => toContext('test', 60_000);
