import { checkDeliveries, type Group } from '../group.ts';

/** Checks requests with a method or path that takes no callback. */
export const methodAndPath: Group = {
  name: 'method and path',
  check(bench) {
    const { url } = bench;
    const misdirected = (check: string, method: string, target: URL) => ({
      check,
      expected: bench.expect.noSuchRoute,
      callback: bench.callbacks.make(),
      ...(method === 'GET' && { headers: {}, body: '' }),
      method,
      url: target,
    });
    return checkDeliveries(bench, [
      misdirected('GET', 'GET', url),
      misdirected('PUT', 'PUT', url),
      misdirected('DELETE', 'DELETE', url),
      misdirected('a path below', 'POST', new URL(`${url.pathname}/certify`, url)),
      misdirected('a path beside', 'POST', new URL('certify', url)),
      misdirected('the bare host', 'POST', new URL('/', url)),
    ]);
  },
};
