import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Outcome } from './outcome.ts';

/**
 * Ends the chain as `malformed` unless the event is a REST API's event for a callback. Other events
 * come from a test in the console, or from a ping that keeps a sandbox warm. The problems name what
 * is missing.
 */
export function requireEvent(): MiddlewareObj<APIGatewayProxyEvent, Outcome> {
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
      if (!requestContext?.requestId) problems.push('requestContext.requestId is missing');
      return problems.length > 0 ? { name: 'malformed', problems } : undefined;
    },
  };
}

/** Whether the value is milliseconds since the epoch that a date in ISO 8601 can express. */
function isMoment(value: unknown): boolean {
  return typeof value === 'number' && !Number.isNaN(new Date(value).getTime());
}
