import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Outcome } from './outcome.ts';

/** RFC 9110 allows white space around the semicolon before a parameter. */
const json = /^application\/json[ \t]*(;|$)/i;
const charset = /;[ \t]*charset[ \t]*=[ \t]*"?(?<name>[^\s;"]*)/i;
const utf8 = /^utf-?8$/i;

/**
 * Ends the chain as `malformed` unless Content-Type is JSON. If it names a charset, that must be
 * UTF-8.
 */
export function requireJson(): MiddlewareObj<APIGatewayProxyEvent, Outcome> {
  return {
    before: function requireJsonBefore({ event: { headers } }): Outcome | undefined {
      // API Gateway keeps the case of a header's name as the sender wrote it.
      const name = Object.keys(headers).find((name) => name.toLowerCase() === 'content-type');
      const contentType = headers[name ?? ''] ?? '';
      if (!json.test(contentType)) {
        return { name: 'malformed', problems: ['Content-Type must be application/json'] };
      }
      const declared = charset.exec(contentType)?.groups?.['name'];
      if (declared === undefined || utf8.test(declared)) return undefined;
      return { name: 'malformed', problems: ['the charset of Content-Type must be utf-8'] };
    },
  };
}
