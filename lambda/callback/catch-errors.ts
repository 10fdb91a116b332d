import type { MiddlewareObj } from '@middy/core';
import type { CallbackEvent } from './callback.ts';
import type { Outcome } from './outcome.ts';

/** Turns what was thrown in the chain into an outcome: the JSON parser's refusal is `malformed`, the rest is a defect. */
export function catchErrors(): MiddlewareObj<CallbackEvent, Outcome> {
  return {
    onError: function catchErrorsOnError({ error }): Outcome {
      if (isParsersRefusal(error)) return { name: 'malformed', problems: ['the body is not valid JSON'] };
      return { name: 'failed', cause: error };
    },
  };
}

/** The parser throws with the status that it would answer. */
function isParsersRefusal(error: unknown): boolean {
  return error instanceof Error && 'statusCode' in error && error.statusCode === 422;
}
