import type { TestCallback } from '../callback-maker.ts';
import type { Expectation } from '../contract/expectation.ts';
import { checkDeliveries, type Group } from '../group.ts';

/** Checks callers that are not the provider, and other spellings of the provider's id. */
export const credentials: Group = {
  name: 'credentials',
  check(bench) {
    const { callbacks, expect } = bench;
    const { secureLogin, providerId, token } = callbacks.make();
    const sent = (check: string, wrong: Partial<TestCallback>, expected: Expectation) => ({
      check,
      expected,
      callback: callbacks.make(wrong),
    });
    const strangeLogin = `${callbacks.mark}-stranger`;
    const otherCase = invertCase(secureLogin);
    return checkDeliveries(bench, [
      sent('a wrong secureLogin', { secureLogin: strangeLogin }, expect.unauthenticated),
      sent('a token for a secureLogin', { secureLogin: token }, expect.unauthenticated),
      ...(otherCase === secureLogin
        ? []
        : [sent('secureLogin in other case', { secureLogin: otherCase }, expect.unauthenticated)]),
      sent(
        'a wrong providerId',
        { providerId: `${callbacks.mark}-nobody` },
        expect.unauthenticated,
      ),
      sent('providerId in lower case', { providerId: providerId.toLowerCase() }, expect.accepted),
      sent('providerId in upper case', { providerId: providerId.toUpperCase() }, expect.accepted),
    ]);
  },
};

function invertCase(text: string): string {
  return [...text]
    .map((letter) =>
      letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
    )
    .join('');
}
