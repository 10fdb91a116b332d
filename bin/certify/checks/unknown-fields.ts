import { checkDeliveries, type Group } from '../group.ts';

/**
 * Checks fields that the provider's page does not list. A new revision may bring some without
 * notice.
 */
export const unknownFields: Group = {
  name: 'unknown fields',
  check(bench) {
    const accepted = (check: string, more: Record<string, unknown>) => ({
      check,
      expected: bench.expect.accepted,
      callback: { ...bench.callbacks.make(), ...more },
    });
    return checkDeliveries(bench, [
      accepted('fields of its other revisions', { hash: 'certify', playerId: 'certify' }),
      accepted('values of every type', {
        list: [1, 'a'],
        object: { a: null },
        number: 1.5,
        flag: true,
      }),
    ]);
  },
};
