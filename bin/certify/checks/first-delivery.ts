import { checkDeliveries, type Group } from '../group.ts';

/** One valid callback. All that follows is worth sending only if it is accepted. */
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
