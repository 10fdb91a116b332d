import type { LookupFunction } from 'node:net';

type Answer = Parameters<LookupFunction>[2];

interface Name {
  /** The callers that wait for the next answer. */
  waiting: Answer[];
  underWay: number;
  startedAt: number;
}

/** Milliseconds after which a lookup may be hanging. A later attempt then starts another lookup. */
const patienceMs = 600;

/** How many lookups of one name may run at the same time. */
const maxUnderWay = 2;

/**
 * Returns a lookup of host names for the connections of one client. Attempts share a lookup that is
 * already running.
 *
 * `getaddrinfo` runs in the four threads that Node also uses to read files, and it cannot be
 * stopped. If each attempt started a lookup, one hanging name would occupy all four threads. Node
 * could then resolve no other name and load no module.
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
    // An import would make Node read all exports of the module at each start.
    process
      .getBuiltinModule('node:dns')
      .lookup(hostname, options, (...result: Parameters<Answer>) => {
        name.underWay -= 1;
        const [error] = result;
        // The other lookup may still find the name. Whoever waits has an end of its own.
        if (error !== null && name.underWay > 0) return;
        for (const each of name.waiting.splice(0)) each(...result);
      });
  };
}
