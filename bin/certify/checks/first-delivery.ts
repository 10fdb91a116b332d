import { checkDeliveries, type Group } from '../group.ts';

/** Checks one valid callback. The run ends if it is not accepted. */
export const firstDelivery: Group = {
  name: 'first delivery',
  check: (bench) =>
    checkDeliveries(bench, [
      {
        check: 'a new callback',
        expected: bench.expect.accepted,
        callback: bench.callbacks.make(),
      },
    ]),
};
