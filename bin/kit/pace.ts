/** Holds requests to a rate. */
export interface Pace {
  /** Resolves when the next request may be sent. Callers wait in the order of their calls. */
  turn(): Promise<void>;
  /** Resolves when that many requests may be sent at once, or as many as the rate allows. */
  rest(requests: number): Promise<void>;
}

/** Returns a pace of at most `perSecond` requests in any second. They may come all at once. */
export function pace(perSecond: number): Pace {
  const recent: number[] = [];
  const waitForRoom = async (room: number) => {
    for (;;) {
      const now = performance.now();
      while (recent[0] !== undefined && now - recent[0] >= 1_000) recent.shift();
      if (recent.length + room <= perSecond) return;
      const blocking = recent[recent.length + room - perSecond - 1] ?? now;
      const msLeft = Math.ceil(1_000 - (now - blocking));
      await new Promise((resolve) => setTimeout(resolve, msLeft));
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
