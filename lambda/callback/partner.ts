import * as v from 'valibot';
import { digestOf } from '../records/credential-digest.ts';

/**
 * The schema of a provider's credentials as the Lambda knows them: the secureLogin only as its
 * SHA-256, in 64 hexadecimal digits.
 */
export const partnerSchema = v.strictObject({
  providerId: v.pipe(v.string(), v.nonEmpty()),
  secureLoginSha256: v.pipe(v.string(), v.hash(['sha256'])),
});

/** A provider's credentials as the Lambda knows them. */
export type Partner = v.InferOutput<typeof partnerSchema>;

/** Returns a provider's credentials as the Lambda knows them. */
export function toPartner({
  secureLogin,
  providerId,
}: {
  secureLogin: string;
  providerId: string;
}): Partner {
  return { providerId, secureLoginSha256: digestOf(secureLogin) };
}
