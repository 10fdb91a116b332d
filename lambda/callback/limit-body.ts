import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Outcome } from './outcome.ts';

/**
 * The most bytes that a callback's body may have. The longest valid fields need fewer. The one
 * exception is a token with thousands of characters outside ASCII.
 */
export const maxBodyBytes = 16 * 1024;

/** Ends the chain as `malformed` if the body is too long for a callback, before it is parsed. */
export function limitBody(): MiddlewareObj<APIGatewayProxyEvent, Outcome> {
  return {
    before: function limitBodyBefore({ event: { body, isBase64Encoded } }): Outcome | undefined {
      const length = Buffer.byteLength(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
      if (length <= maxBodyBytes) return undefined;
      return { name: 'malformed', problems: [`the body must be at most ${maxBodyBytes} bytes`] };
    },
  };
}
