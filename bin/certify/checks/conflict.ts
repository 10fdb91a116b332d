import { checkDeliveries, type Group } from '../group.ts';

/** Checks that a known uuid with other content is refused. It is no retransmission. */
export const conflict: Group = {
  name: 'conflict',
  async check(bench) {
    const { callbacks, expect } = bench;
    const first = callbacks.make();
    const { sessionId, userId, token } = callbacks.make();
    const contested = { expected: expect.accepted, callback: first };
    const conflicting = (name: string, other: Partial<typeof first>) => ({
      check: `its uuid with another ${name}`,
      expected: expect.conflict,
      callback: { ...first, ...other },
    });
    return [
      ...(await checkDeliveries(bench, [{ check: 'the first callback of a uuid', ...contested }])),
      ...(await checkDeliveries(bench, [
        conflicting('sessionId', { sessionId }),
        conflicting('userId', { userId }),
        conflicting('token', { token }),
      ])),
      ...(await checkDeliveries(bench, [{ check: 'the first callback again', ...contested }])),
    ];
  },
};
