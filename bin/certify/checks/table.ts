import pMap from 'p-map';
import { type ExpectationName, saying } from '../contract/expectation.ts';
import { type Group, judge } from '../group.ts';
import type { Delivery, Fields, Run } from '../run.ts';
import type { TestCallback } from '../sending/callback-maker.ts';

/** A row of a table: a check, the answer that it must get, and how its request differs. */
export type Case = readonly [check: string, expected: ExpectationName, request?: CaseRequest];

/** How a request differs from a valid one. */
export interface CaseRequest extends Pick<Delivery, 'headers' | 'method' | 'timeLimitMs'> {
  /** Changes a new, valid callback. */
  readonly fields?: (valid: TestCallback) => Fields;
  /** Changes the body, which is the callback as JSON. */
  readonly body?: (json: string) => string;
  /** Changes the path of the callback's URL. */
  readonly path?: (path: string) => string;
  /** A part that the answer's description must contain. */
  readonly saying?: string;
}

/** The cases of a table. Those that depend on what was agreed are a function. */
type Cases = readonly Case[] | ((run: Run) => readonly Case[]);

/** Returns the group that sends one request for each case and judges each reply alone. */
export function table(name: string, cases: Cases, atOnce = 10): Group {
  return {
    name,
    send(run) {
      const rows = typeof cases === 'function' ? cases(run) : cases;
      return pMap(rows, (row) => run.send(toDelivery(run, row)), { concurrency: atOnce });
    },
    judge: (exchanges, run) => exchanges.map((exchange) => judge(exchange, run)),
  };
}

function toDelivery(
  { callbackUrl: url, expect, callbacks }: Run,
  [check, expected, request = {}]: Case,
): Delivery {
  const { fields, body, path, saying: part, ...rest } = request;
  const valid = callbacks.make();
  const callback = fields?.(valid) ?? valid;
  const json = JSON.stringify(callback);
  const expectation = expect[expected];
  return {
    ...rest,
    check,
    expected: part === undefined ? expectation : saying(part, expectation),
    callback,
    body: body === undefined ? json : body(json),
    url: path === undefined ? url : new URL(path(url.pathname), url),
  };
}
