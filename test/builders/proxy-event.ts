import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { toContext, toProxyEvent } from '../../bin/local/proxy-event.ts';

/** API Gateway's event for a POST of `body`: a text as it is, anything else as JSON. */
export function aCallbackEvent(
  body: unknown,
  overrides: Partial<APIGatewayProxyEvent> = {},
): APIGatewayProxyEvent {
  const request = Object.assign(new IncomingMessage(new Socket()), {
    method: 'POST',
    url: '/V4/SessionExpired',
    rawHeaders: ['Content-Type', 'application/json'],
  });
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { ...toProxyEvent(request, text, '/V4/SessionExpired'), ...overrides };
}

export const aContext = () => toContext('test', 8_000);
