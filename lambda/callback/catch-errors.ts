import type { MiddlewareObj } from '@middy/core';
import type { CallbackEvent } from './callback.ts';
import type { Outcome } from './outcome.ts';

/** Turns what was thrown in the chain into the outcome `failed`: none of its steps is meant to throw. */
export function catchErrors(): MiddlewareObj<CallbackEvent, Outcome> {
  return {
    onError: function catchErrorsOnError({ error }): Outcome {
      return { name: 'failed', cause: error };
    },
  };
}
