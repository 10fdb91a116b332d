import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEvent } from 'aws-lambda';

/** The outcome of a defect in this service. */
export interface Failed {
  readonly name: 'failed';
  readonly cause: unknown;
}

/**
 * Turns an error thrown in the chain into the outcome `failed`. No step of a chain throws on
 * purpose.
 */
export function catchErrors(): MiddlewareObj<APIGatewayProxyEvent, Failed> {
  return {
    onError: function catchErrorsOnError({ error }): Failed {
      return { name: 'failed', cause: error };
    },
  };
}
