import { hash } from 'node:crypto';
import * as v from 'valibot';

/** A pair that the provider authenticates with, as the Lambda knows it: without the secureLogin itself. */
export const partnerSchema = v.strictObject({
  providerId: v.pipe(v.string(), v.nonEmpty()),
  secureLoginSha256: v.pipe(v.string(), v.hash(['sha256'])),
});

export type Partner = v.InferOutput<typeof partnerSchema>;

/** Returns a pair as the Lambda knows it. */
export function toPartner({
  secureLogin,
  providerId,
}: {
  secureLogin: string;
  providerId: string;
}): Partner {
  return { providerId, secureLoginSha256: digestSecureLogin(secureLogin).toString('hex') };
}

/** Returns the SHA-256 of a secureLogin. */
export function digestSecureLogin(secureLogin: string): Buffer {
  return hash('sha256', secureLogin, 'buffer');
}
