import type { MiddlewareObj } from '@middy/core';
import type { CallbackEvent } from './callback-event.ts';
import type { Outcome } from './outcome.ts';

/** Turns what was thrown in the chain into an outcome: the JSON parser's refusals are `malformed`, the rest is a defect. */
export function catchErrors(): MiddlewareObj<CallbackEvent, Outcome> {
  return {
    onError: function catchErrorsOnError({ error }): Outcome {
      switch (statusCodeOf(error)) {
        case 415:
          return { name: 'malformed', problems: ['Content-Type must be application/json'] };
        case 422:
          return { name: 'malformed', problems: ['the body is not valid JSON'] };
        default:
          return { name: 'failed', cause: error };
      }
    },
  };
}

function statusCodeOf(error: unknown): unknown {
  return error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
}
