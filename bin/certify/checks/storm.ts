import { type Group, judgeTogether } from '../group.ts';

const size = 50;

/** Checks many deliveries of one new callback, as close together as the pace allows. */
export const storm: Group = {
  name: 'retransmission storm',
  async check(bench) {
    const delivery = {
      check: `one callback, ${size} times at once`,
      expected: bench.expect.accepted,
      callback: bench.callbacks.make(),
    };
    await bench.pace.rest(size);
    const exchanges = await Promise.all(Array.from({ length: size }, () => bench.send(delivery)));
    return [judgeTogether(bench, exchanges)];
  },
};
