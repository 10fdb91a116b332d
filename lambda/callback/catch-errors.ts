import type { MiddlewareObj } from '@middy/core';
import type { CallbackEvent } from './callback.ts';
import type { Outcome } from './outcome.ts';

/**
 * Turns an error thrown in the chain into the outcome `failed`. No step of the chain throws on
 * purpose.
 */
export function catchErrors(): MiddlewareObj<CallbackEvent, Outcome> {
  return {
    onError: function catchErrorsOnError({ error }): Outcome {
      return { name: 'failed', cause: error };
    },
  };
}
