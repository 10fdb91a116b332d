import * as v from 'valibot';
import { digestOf } from '../../lambda/records/credential-digest.ts';
import { group, text } from './setting-types.ts';

const digestHint = 'write the SHA-256 of the secureLogin, 64 hexadecimal digits';

/**
 * The schema of the provider's credentials: a providerId with either the secureLogin or its
 * SHA-256. The SHA-256 keeps the credential out of the settings. The schema's output always has the
 * SHA-256.
 */
export const partnerSettings = v.pipe(
  group(
    {
      /** The secureLogin that the provider sends. It is compared exactly. */
      secureLogin: v.optional(
        text('write the secureLogin agreed with Lucky Monaco, 1 to 256 characters'),
      ),
      secureLoginSha256: v.optional(
        v.pipe(v.string(digestHint), v.regex(/^[0-9a-f]{64}$/i, digestHint), v.toLowerCase()),
      ),
      /** Lucky Monaco's provider id in the operator's system. Its case is ignored. */
      providerId: text('write the providerId agreed with Lucky Monaco, 1 to 256 characters'),
    },
    'write {"secureLogin": "…", "providerId": "…"}',
  ),
  v.check(
    ({ secureLogin, secureLoginSha256 }) =>
      (secureLogin === undefined) !== (secureLoginSha256 === undefined),
    'write either secureLogin or secureLoginSha256',
  ),
  v.transform(({ providerId, secureLogin, secureLoginSha256 = digestOf(secureLogin ?? '') }) => ({
    providerId,
    secureLogin,
    secureLoginSha256,
  })),
);

/** The provider's credentials. */
export type PartnerSettings = v.InferOutput<typeof partnerSettings>;

/**
 * SHA-256 of the placeholders for a secureLogin in the shipped settings and the documents. An unset
 * variable gives an empty one.
 */
const placeholders = ['', 'demo-operator', 'your-secure-login'].map((secureLogin) =>
  digestOf(secureLogin),
);

/** Returns whether the credentials come from the shipped settings or the documents. */
export function isPlaceholder({ secureLogin, secureLoginSha256 }: PartnerSettings): boolean {
  const digest =
    secureLogin === undefined ? secureLoginSha256 : digestOf(secureLogin.toLowerCase());
  return placeholders.includes(digest);
}
