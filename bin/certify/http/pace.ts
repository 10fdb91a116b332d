import { setTimeout as sleep } from 'node:timers/promises';

/** Keeps what is sent below a bound. */
export interface Pace {
  /** Resolves, in the order of the calls, when one more request may be sent. */
  turn(): Promise<void>;
  /** Resolves when so many requests, or as many as the bound allows, may be sent at once. */
  rest(requests: number): Promise<void>;
}

/** Returns a pace of at most `perSecond` requests in any second. They may all be sent at once. */
export function pace(perSecond: number): Pace {
  const recent: number[] = [];
  const waitForRoom = async (room: number) => {
    for (;;) {
      const now = performance.now();
      while (recent[0] !== undefined && now - recent[0] >= 1_000) recent.shift();
      if (recent.length + room <= perSecond) return;
      const blocking = recent[recent.length + room - perSecond - 1] ?? now;
      await sleep(Math.ceil(1_000 - (now - blocking)));
    }
  };
  let queue = Promise.resolve();
  const next = (step: () => Promise<void>) => {
    queue = queue.then(step);
    return queue;
  };
  return {
    turn: () => next(() => waitForRoom(1).then(() => void recent.push(performance.now()))),
    rest: (requests) => next(() => waitForRoom(Math.min(requests, perSecond))),
  };
}

/**
 * Resolves to the results of `work` on every item, in the items' order. At most `atOnce` items are
 * under way at the same time.
 */
export async function mapInParallel<Item, Result>(
  atOnce: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
