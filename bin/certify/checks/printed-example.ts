import { checkDeliveries, type Group } from '../group.ts';

/**
 * The example body as the provider's page prints it. Without commas it is no JSON. It also lacks
 * two required fields.
 */
const asPrinted = `{
 "providerId": "Luckymonaco"
 "sessionId": "6fd2d6f3bb8f4c5a9fadf15d81206af2"
 "userId": "123456"
 "token" : "<token>"
}`;

/** The provider page's example, verbatim and put right. */
export const printedExample: Group = {
  name: "the provider page's example",
  check(bench) {
    const { callbacks, expect } = bench;
    const { secureLogin, providerId, token, uuid } = callbacks.make();
    return checkDeliveries(bench, [
      {
        check: 'as printed, without commas',
        expected: expect.malformed('not valid JSON'),
        callback: {},
        body: asPrinted,
      },
      {
        check: 'as JSON, with the missing fields',
        expected: expect.accepted,
        callback: {
          secureLogin,
          providerId,
          // Marked as a test, so that nobody takes the page's session and player for real ones.
          sessionId: `${callbacks.mark}-6fd2d6f3bb8f4c5a9fadf15d81206af2`,
          userId: `${callbacks.mark}-123456`,
          token,
          uuid,
        },
      },
    ]);
  },
};
