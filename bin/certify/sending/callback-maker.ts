import { randomBytes } from 'node:crypto';
import type { Field } from '../contract/contract.ts';

/** A callback as the provider sends it: all six fields. */
export type TestCallback = Readonly<Record<Field, string>>;

/** Makes callbacks that people can tell from real ones. */
export interface CallbackMaker {
  /** The start of each made-up session's and user's name. */
  readonly mark: string;
  /** Returns a valid callback with a session, user, token and uuid of its own. */
  make(): TestCallback;
}

/** Returns a callback maker for one run. Its values keep to the provider's lengths. */
export function callbackMaker({
  secureLogin,
  providerId,
}: Pick<TestCallback, 'secureLogin' | 'providerId'>): CallbackMaker {
  const mark = `certify-${randomHex(4)}`;
  let count = 0;
  return {
    mark,
    make() {
      count += 1;
      const number = String(count).padStart(4, '0');
      return {
        secureLogin,
        providerId,
        sessionId: `${mark}-session-${number}`,
        userId: `${mark}-user-${number}`,
        token: `certify-${randomHex(14)}`,
        uuid: randomHex(16),
      };
    },
  };
}

function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
