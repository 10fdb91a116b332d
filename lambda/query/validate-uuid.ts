import type { MiddlewareObj } from '@middy/core';
import * as v from 'valibot';
import type { QueryOutcome } from './outcome.ts';
import type { GetEvent } from './record-lookup.ts';
import { identifierSchema } from './request.ts';

/**
 * Puts the path's uuid on the event, or ends the chain as `invalid`.
 *
 * The uuid is read off the path, which REST APIs pass on percent-encoded, and not off `pathParameters`, of which
 * AWS does not document whether they are decoded.
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

/** Returns the last segment of the path, or undefined where its percent-encoding is wrong. REST APIs let a slash follow it. */
function decode(path: string): string | undefined {
  try {
    const [, segment = ''] = /([^/]*)\/?$/.exec(path) ?? [];
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
