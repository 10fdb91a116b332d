import type { MiddlewareObj } from '@middy/core';
import type { CallbackEvent } from './callback-event.ts';
import type { Outcome } from './outcome.ts';

/** RFC 9110 allows white space around the semicolon before a parameter, which the JSON parser's own check does not. */
const json = /^application\/json[ \t]*(;|$)/i;

/** Ends the chain as `malformed` unless the body is said to be JSON. It needs normalized headers. */
export function requireJson(): MiddlewareObj<CallbackEvent, Outcome> {
  return {
    before: function requireJsonBefore({ event: { headers } }): Outcome | undefined {
      if (json.test(headers['content-type'] ?? '')) return undefined;
      return { name: 'malformed', problems: ['Content-Type must be application/json'] };
    },
  };
}
