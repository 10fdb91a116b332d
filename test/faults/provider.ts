import { setTimeout as sleep } from 'node:timers/promises';

/** What became of a callback that was delivered as the provider does it. */
export interface Delivery {
  /** Whether one of the deliveries was answered with error 0. */
  readonly isAccepted: boolean;
  /** Milliseconds to the slowest answer; a delivery whose connection broke has none. */
  readonly slowestMs: number;
  /** Deliveries whose connection broke. */
  readonly broken: number;
}

/** How often the provider sends again what was not answered with 0. */
const retransmissions = 3;

/** How long it waits before, in milliseconds: less than the provider does, for the sake of whoever waits for the result. */
const pauseMs = 300;

/** How long it waits for an answer, in milliseconds. */
const timeoutMs = 10_000;

/** Delivers a callback to where `url` leads at that moment, and again as long as the answer is none or an error. */
export async function deliver(url: () => Promise<string>, callback: object): Promise<Delivery> {
  let slowestMs = 0;
  let broken = 0;
  for (let attempt = 0; attempt <= retransmissions; attempt++) {
    if (attempt > 0) await sleep(pauseMs);
    const target = await url();
    const startedAt = performance.now();
    const error = await post(target, callback);
    const elapsedMs = performance.now() - startedAt;
    // A connection that broke is no answer; one that stays open without one is a late answer.
    if (error === undefined && elapsedMs < timeoutMs) {
      broken++;
      continue;
    }
    slowestMs = Math.max(slowestMs, elapsedMs);
    if (error === 0) return { isAccepted: true, slowestMs, broken };
  }
  return { isAccepted: false, slowestMs, broken };
}

/** Resolves to the answer's error code, or to undefined where no answer came. */
async function post(url: string, callback: object): Promise<number | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(callback),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { error } = (await response.json()) as { error: number };
    return error;
  } catch {
    return undefined;
  }
}
