import { checkDeliveries, type Group } from '../group.ts';

/**
 * The example body as the provider's page prints it. It has no commas, so it is not JSON. It also
 * lacks two required fields.
 */
const asPrinted = `{
 "providerId": "Luckymonaco"
 "sessionId": "6fd2d6f3bb8f4c5a9fadf15d81206af2"
 "userId": "123456"
 "token" : "<token>"
}`;

/** Checks the example of the provider's page, first as printed and then corrected. */
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
          // The mark tells these records from those of a real session and player.
          sessionId: `${callbacks.mark}-6fd2d6f3bb8f4c5a9fadf15d81206af2`,
          userId: `${callbacks.mark}-123456`,
          token,
          uuid,
        },
      },
    ]);
  },
};
