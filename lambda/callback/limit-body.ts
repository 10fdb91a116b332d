import type { MiddlewareObj } from '@middy/core';
import type { CallbackEvent } from './callback.ts';
import type { Outcome } from './outcome.ts';

/** Bytes that a callback's body may have. The longest fields need less, but for a token of thousands of characters outside ASCII. */
export const maxBodyBytes = 16 * 1024;

/** Ends the chain as `malformed` before a body that no callback has is parsed. */
export function limitBody(): MiddlewareObj<CallbackEvent, Outcome> {
  return {
    before: function limitBodyBefore({ event: { body, isBase64Encoded } }): Outcome | undefined {
      const length = Buffer.byteLength(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
      if (length <= maxBodyBytes) return undefined;
      return { name: 'malformed', problems: [`the body must be at most ${maxBodyBytes} bytes`] };
    },
  };
}
