import { timingSafeEqual } from 'node:crypto';
import type { MiddlewareObj } from '@middy/core';
import type { Callback, CallbackEvent } from './callback.ts';
import type { Outcome } from './outcome.ts';
import { digestSecureLogin, type Partner } from './partner.ts';

/** Ends the chain as `unauthenticated` unless the callback's secureLogin and providerId are a pair of `partners`. */
export function authenticateProvider(
  partners: readonly Partner[],
): MiddlewareObj<CallbackEvent, Outcome> {
  const known = partners.map(({ providerId, secureLoginSha256 }) => ({
    providerId: providerId.toLowerCase(),
    secureLoginSha256: Buffer.from(secureLoginSha256, 'hex'),
  }));

  /**
   * The provider's own pages vary the case of providerId, which is no secret; secureLogin is compared exactly, by digests and
   * with every pair, so that the time it takes tells nothing. A secureLogin that the schema let be absent is not asked for.
   */
  const isKnown = ({ providerId, secureLogin }: Callback): boolean => {
    const provider = providerId.toLowerCase();
    const digest = secureLogin === undefined ? undefined : digestSecureLogin(secureLogin);
    let found = false;
    for (const partner of known) {
      const isSameLogin =
        digest === undefined || timingSafeEqual(digest, partner.secureLoginSha256);
      found = (isSameLogin && partner.providerId === provider) || found;
    }
    return found;
  };

  return {
    before: function authenticateProviderBefore({ event }): Outcome | undefined {
      return isKnown(event.callback) ? undefined : { name: 'unauthenticated' };
    },
  };
}
