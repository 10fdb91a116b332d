import { randomBytes } from 'node:crypto';
import type { Settings } from '../../lib/settings/settings.ts';

/** The user of every sample. */
export const sampleUserId = '123456';

/** Returns a valid callback of the first partner, with new ids. */
export function sampleCallback({ partners }: Settings): Record<string, string> {
  // The settings may hold only a digest of the secureLogin.
  const { secureLogin = 'your-secure-login', providerId = '' } = partners[0] ?? {};
  return { secureLogin, providerId, ...freshIds(), userId: sampleUserId, token: 'a-token' };
}

/** Returns a sessionId and a uuid like the provider's: 32 hexadecimal digits. */
export function freshIds() {
  const id = () => randomBytes(16).toString('hex');
  return { sessionId: id(), uuid: id() };
}
