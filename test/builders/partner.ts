import { digestSecureLogin, type Partner } from '../../lambda/callback/partner.ts';

/** A pair as the Lambda's environment has it. */
export function toPartner({ secureLogin, providerId }: { secureLogin: string; providerId: string }): Partner {
  return { providerId, secureLoginSha256: digestSecureLogin(secureLogin).toString('hex') };
}
