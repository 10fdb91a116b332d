import type { LookupFunction } from 'node:net';

type Answer = Parameters<LookupFunction>[2];

/**
 * Returns a lookup of host names for the connections of one client. A name is looked up once at a
 * time: attempts wait for the lookup that is already running.
 *
 * `getaddrinfo` cannot be stopped, and libuv gives it two of its four threads. If a name that hangs
 * took both, no other name could be resolved, and the overflow queue has another name than the
 * table. The attempts that wait end by their own timeouts.
 */
export function sharedLookup(): LookupFunction {
  const running = new Map<string, Answer[]>();

  return (hostname, options, answer) => {
    const key = `${hostname} ${options.family} ${options.all}`;
    const others = running.get(key);
    if (others !== undefined) return void others.push(answer);
    const answers = [answer];
    running.set(key, answers);
    // An import would make Node read all exports of the module at each start.
    process
      .getBuiltinModule('node:dns')
      .lookup(hostname, options, (...result: Parameters<Answer>) => {
        running.delete(key);
        for (const each of answers) each(...result);
      });
  };
}
