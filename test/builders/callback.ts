import { randomBytes } from 'node:crypto';

/** A callback's body with all six fields, as `Record` so that tests can break it. */
export type Body = Record<string, unknown>;

export const demoPartner = { secureLogin: 'demo-operator', providerId: 'Luckymonaco' };

export const hex = () => randomBytes(16).toString('hex');

/** A valid callback of the demo partner with ids of its own. */
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
