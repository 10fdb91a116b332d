import { randomBytes } from 'node:crypto';
import type { Field } from './contract/contract.ts';

/** A callback as the provider sends it: all six fields. */
export type TestCallback = Readonly<Record<Field, string>>;

/** Makes callbacks that can be told from real ones. */
export interface CallbackMaker {
  /** The start of the name of every session and user that it makes up. */
  readonly mark: string;
  /** Returns a valid callback of a session, user, token and uuid that no other has. */
  make(overrides?: Partial<TestCallback>): TestCallback;
}

/** Returns a maker of callbacks for one run. Their values keep to the provider's lengths. */
export function callbackMaker(
  partner: Pick<TestCallback, 'secureLogin' | 'providerId'>,
): CallbackMaker {
  const mark = `certify-${randomHex(4)}`;
  let count = 0;
  return {
    mark,
    make(overrides = {}) {
      count += 1;
      const number = String(count).padStart(4, '0');
      return {
        secureLogin: partner.secureLogin,
        providerId: partner.providerId,
        sessionId: `${mark}-session-${number}`,
        userId: `${mark}-user-${number}`,
        token: `certify-${randomHex(14)}`,
        uuid: randomHex(16),
        ...overrides,
      };
    },
  };
}

function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
