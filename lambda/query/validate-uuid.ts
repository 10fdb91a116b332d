import type { MiddlewareObj } from '@middy/core';
import * as v from 'valibot';
import type { QueryOutcome } from './outcome.ts';
import type { GetEvent } from './record-queries.ts';
import { identifierSchema } from './request.ts';

/**
 * Puts the path's uuid on the event, or ends the chain as `invalid`.
 *
 * The uuid comes from the path, which REST APIs pass on percent-encoded. AWS does not document
 * whether `pathParameters` are decoded.
 */
export function validateUuid(): MiddlewareObj<GetEvent, QueryOutcome> {
  return {
    before: function validateUuidBefore({ event }): QueryOutcome | undefined {
      const { success, output, issues } = v.safeParse(identifierSchema, decode(event.path ?? ''));
      if (!success)
        return { name: 'invalid', problems: [`uuid ${issues[0].message}, percent-encoded`] };
      event.uuid = output;
      return undefined;
    },
  };
}

/**
 * Returns the last segment of the path, or undefined if its percent-encoding is wrong. REST APIs
 * allow a slash after it.
 */
function decode(path: string): string | undefined {
  try {
    const [, segment = ''] = /([^/]*)\/?$/.exec(path) ?? [];
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
