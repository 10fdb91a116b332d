import type { Expectation } from '../contract/expectation.ts';
import { checkDeliveries, type Group } from '../group.ts';

/** Checks the content types that mean JSON, and some that do not. */
export const contentTypes: Group = {
  name: 'content types',
  check(bench) {
    const { accepted, malformed } = bench.expect;
    const sent = (check: string, headers: Record<string, string>, expected: Expectation) => ({
      check,
      expected,
      callback: bench.callbacks.make(),
      headers,
    });
    return checkDeliveries(bench, [
      sent('with a charset', { 'Content-Type': 'application/json; charset=utf-8' }, accepted),
      sent(
        'with a charset, spaced unusually',
        { 'Content-Type': 'application/json ;charset=UTF-8' },
        accepted,
      ),
      sent('in other case', { 'Content-Type': 'Application/JSON' }, accepted),
      sent('header in lower case', { 'content-type': 'application/json' }, accepted),
      sent('header in upper case', { 'CONTENT-TYPE': 'application/json' }, accepted),
      sent('missing', {}, malformed()),
      sent('text/plain', { 'Content-Type': 'text/plain' }, malformed()),
      sent('a form', { 'Content-Type': 'application/x-www-form-urlencoded' }, malformed()),
    ]);
  },
};
