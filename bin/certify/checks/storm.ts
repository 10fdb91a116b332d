import type { Group } from '../group.ts';
import { judgeTogether } from '../judge-together.ts';

const size = 50;

/** Many deliveries of one new callback at the same time, or as close together as the bound on requests lets them be. */
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
