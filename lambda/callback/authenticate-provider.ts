import { timingSafeEqual } from 'node:crypto';
import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { digestOf } from '../records/credential-digest.ts';
import type { Callback, CallbackEvent } from './callback.ts';
import type { Outcome } from './outcome.ts';
import type { Partner } from './partner.ts';

/** An event that may hold a validated callback. So this step does not stand in for validation. */
type MaybeValidated = APIGatewayProxyEvent & Partial<Pick<CallbackEvent, 'callback'>>;

/**
 * Ends the chain as `unauthenticated` unless `partners` holds the callback's pair of secureLogin
 * and providerId.
 */
export function authenticateProvider(
  partners: readonly Partner[],
): MiddlewareObj<MaybeValidated, Outcome> {
  const known = partners.map(({ providerId, secureLoginSha256 }) => ({
    providerId: providerId.toLowerCase(),
    secureLoginSha256: Buffer.from(secureLoginSha256, 'hex'),
  }));

  /**
   * The case of providerId is ignored: the provider's own pages vary it, and it is no secret.
   * secureLogin is compared exactly, by digest and with every pair, so that timing reveals nothing.
   * If `secureLogin` is optional and missing, only `providerId` is checked.
   */
  const isKnown = ({ providerId, secureLogin }: Callback): boolean => {
    const provider = providerId.toLowerCase();
    const digest =
      secureLogin === undefined ? undefined : Buffer.from(digestOf(secureLogin), 'hex');
    let found = false;
    for (const partner of known) {
      const isSameLogin =
        digest === undefined || timingSafeEqual(digest, partner.secureLoginSha256);
      found = (isSameLogin && partner.providerId === provider) || found;
    }
    return found;
  };

  return {
    before: function authenticateProviderBefore({ event: { callback } }): Outcome | undefined {
      return callback !== undefined && isKnown(callback) ? undefined : { name: 'unauthenticated' };
    },
  };
}
