import type { LookupFunction } from 'node:net';

type Answer = Parameters<LookupFunction>[2];

interface Name {
  /** Who waits for the next answer. */
  waiting: Answer[];
  underWay: number;
  startedAt: number;
}

/** Milliseconds after which a lookup may be one that hangs: an attempt that comes later starts another. */
const patienceMs = 600;

/** How many lookups of a name may be under way. */
const maxUnderWay = 2;

/**
 * Returns a lookup of host names for the connections of one client. Attempts share a lookup that is under way.
 *
 * `getaddrinfo` runs in the four threads that Node also reads files with, and cannot be stopped. Where each attempt starts one, a
 * name that hangs takes all threads. Then no other name is found, and no module is loaded.
 */
export function sharedLookup(): LookupFunction {
  const names = new Map<string, Name>();

  return (hostname, options, answer) => {
    const key = `${hostname} ${options.family} ${options.all}`;
    const name = names.get(key) ?? { waiting: [], underWay: 0, startedAt: 0 };
    names.set(key, name);
    name.waiting.push(answer);

    const isFresh = name.underWay > 0 && performance.now() - name.startedAt < patienceMs;
    if (isFresh || name.underWay >= maxUnderWay) return;
    name.underWay += 1;
    name.startedAt = performance.now();
    // An import would make Node read all the module's exports at each start.
    process
      .getBuiltinModule('node:dns')
      .lookup(hostname, options, (...result: Parameters<Answer>) => {
        name.underWay -= 1;
        for (const each of name.waiting.splice(0)) each(...result);
      });
  };
}
