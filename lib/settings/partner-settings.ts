import * as v from 'valibot';
import { digestSecureLogin } from '../../lambda/callback/partner.ts';
import { group, text } from './setting-types.ts';

const digestHint = 'write the SHA-256 of the secureLogin, 64 hexadecimal digits';

/**
 * The schema of a pair that the provider authenticates with: the secureLogin, or its SHA-256 where the settings are to hold no
 * credential. The SHA-256 is there in either case once it is read.
 */
export const partnerSettings = v.pipe(
  group(
    {
      /** What the provider sends as secureLogin; compared exactly. */
      secureLogin: v.optional(
        text('write the secureLogin agreed with Lucky Monaco, 1 to 256 characters'),
      ),
      secureLoginSha256: v.optional(
        v.pipe(v.string(digestHint), v.regex(/^[0-9a-f]{64}$/i, digestHint), v.toLowerCase()),
      ),
      /** Lucky Monaco's provider id in the operator's system; compared without regard to case. */
      providerId: text('write the providerId agreed with Lucky Monaco, 1 to 256 characters'),
    },
    'write {"secureLogin": "…", "providerId": "…"}',
  ),
  v.check(
    ({ secureLogin, secureLoginSha256 }) =>
      (secureLogin === undefined) !== (secureLoginSha256 === undefined),
    'write either secureLogin or secureLoginSha256',
  ),
  v.transform(
    ({
      providerId,
      secureLogin,
      secureLoginSha256 = digestSecureLogin(secureLogin ?? '').toString('hex'),
    }) => ({
      providerId,
      secureLogin,
      secureLoginSha256,
    }),
  ),
);

/** A pair that the provider authenticates with. */
export type PartnerSettings = v.InferOutput<typeof partnerSettings>;

/** What stands in for a secureLogin in what ships and in the documents; an unset variable makes an empty one. */
const placeholders = ['', 'demo-operator', 'your-secure-login'].map((secureLogin) =>
  digestSecureLogin(secureLogin).toString('hex'),
);

/** Whether a pair is one of the shipped settings or of the documents. */
export function isPlaceholder({ secureLogin, secureLoginSha256 }: PartnerSettings): boolean {
  const digest =
    secureLogin === undefined
      ? secureLoginSha256
      : digestSecureLogin(secureLogin.toLowerCase()).toString('hex');
  return placeholders.includes(digest);
}
