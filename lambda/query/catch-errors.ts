import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { QueryOutcome } from './outcome.ts';

/**
 * Turns an error thrown in the chain into the outcome `failed`. No step of the chain throws on
 * purpose.
 */
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
