import type { MiddlewareObj } from '@middy/core';
import type { CallbackEvent } from './callback.ts';
import type { Outcome } from './outcome.ts';

/** RFC 9110 allows white space around the semicolon before a parameter, which the JSON parser's own check does not. */
const json = /^application\/json[ \t]*(;|$)/i;

/** Ends the chain as `malformed` unless the body is said to be JSON. */
export function requireJson(): MiddlewareObj<CallbackEvent, Outcome> {
  return {
    before: function requireJsonBefore({ event: { headers } }): Outcome | undefined {
      // API Gateway passes a header's name on as it was sent.
      const name = Object.keys(headers).find((name) => name.toLowerCase() === 'content-type');
      if (json.test(headers[name ?? ''] ?? '')) return undefined;
      return { name: 'malformed', problems: ['Content-Type must be application/json'] };
    },
  };
}
