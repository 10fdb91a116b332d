import { randomBytes } from 'node:crypto';

/** A callback's body with all six fields. It is a `Record`, so that tests can break it. */
export type Body = Record<string, unknown>;

/** The only partner of the demo settings. */
export const demoPartner = { secureLogin: 'demo-operator', providerId: 'Luckymonaco' };

/** Returns 32 random hexadecimal digits. */
export const hex = () => randomBytes(16).toString('hex');

/** Returns a valid callback of the demo partner with new ids. */
export function aCallback(overrides: Body = {}) {
  return {
    ...demoPartner,
    sessionId: hex(),
    userId: '123456',
    token: `token-${hex()}`,
    uuid: hex(),
    ...overrides,
  };
}
