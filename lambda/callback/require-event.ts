import type { MiddlewareObj } from '@middy/core';
import type { CallbackEvent } from './callback.ts';
import type { Outcome } from './outcome.ts';

/**
 * Ends the chain as `malformed` for an event that a REST API did not make of a callback: the test of a console, or a ping that
 * keeps a sandbox warm. The problems say what is missing.
 */
export function requireEvent(): MiddlewareObj<CallbackEvent, Outcome> {
  return {
    before: function requireEventBefore({
      event: { headers, body, requestContext },
    }): Outcome | undefined {
      const problems: string[] = [];
      if (typeof (headers ?? undefined) !== 'object') {
        problems.push('headers are missing: Content-Type must be application/json');
      }
      if (typeof (body ?? '') !== 'string') problems.push('the body must be a text');
      if (!isMoment(requestContext?.requestTimeEpoch)) {
        problems.push('requestContext.requestTimeEpoch is missing');
      }
      if (typeof requestContext?.identity?.sourceIp !== 'string') {
        problems.push('requestContext.identity.sourceIp is missing');
      }
      return problems.length > 0 ? { name: 'malformed', problems } : undefined;
    },
  };
}

/** Whether it is a number of milliseconds since the epoch that ISO 8601 can write. */
function isMoment(value: unknown): boolean {
  return typeof value === 'number' && !Number.isNaN(new Date(value).getTime());
}
