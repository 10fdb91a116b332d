import type { Fields } from '../bench.ts';
import { checkDeliveries, type Group } from '../group.ts';

/** Checks bodies that are not JSON, or are JSON but no object. */
export const malformedJson: Group = {
  name: 'malformed JSON',
  check(bench) {
    const refused = (check: string, toBody: (json: string, callback: Fields) => string) => {
      const callback = bench.callbacks.make();
      return {
        check,
        expected: bench.expect.malformed(),
        callback,
        body: toBody(JSON.stringify(callback), callback),
      };
    };
    return checkDeliveries(bench, [
      refused('no body', () => ''),
      refused('cut off', (json) => json.slice(0, -1)),
      refused('a comma too many', (json) => `${json.slice(0, -1)},}`),
      refused('single quotes', (json) => json.replaceAll('"', "'")),
      refused('two objects', (json) => json + json),
      refused('not JSON at all', () => 'certify'),
      refused('null', () => 'null'),
      refused('a number', () => '1'),
      refused('the object in a text', (json) => JSON.stringify(json)),
      refused('the object in a list', (json) => `[${json}]`),
      refused('an empty object', () => '{}'),
    ]);
  },
};
