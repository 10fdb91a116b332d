import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { QueryOutcome } from './outcome.ts';

/** Turns what was thrown in the chain into the outcome `failed`: none of its steps is meant to throw. */
export function catchErrors<Event extends APIGatewayProxyEvent>(): MiddlewareObj<
  Event,
  QueryOutcome
> {
  return {
    onError: function catchErrorsOnError({ error }): QueryOutcome {
      return { name: 'failed', cause: error };
    },
  };
}
