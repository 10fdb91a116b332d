import { setTimeout as sleep } from 'node:timers/promises';

/** The result of a callback that was delivered as the provider does it. */
export interface Delivery {
  /** Whether a delivery was answered with error 0. */
  readonly isAccepted: boolean;
  /** How many times it was sent. */
  readonly sent: number;
  /** Milliseconds to the slowest answer. Deliveries whose connection broke do not count. */
  readonly slowestMs: number;
  /** Deliveries whose connection broke. */
  readonly broken: number;
}

/**
 * The pause before a retransmission, in milliseconds. The provider's own is longer, but people wait
 * for this run.
 */
const pauseMs = 300;

/** How long the provider waits for an answer, in milliseconds. */
const timeoutMs = 10_000;

/** Delivers a callback to the current `url`, and again while there is no answer or an error. */
export async function deliver(
  url: () => Promise<string>,
  callback: object,
  retransmissions = 3,
): Promise<Delivery> {
  let slowestMs = 0;
  let broken = 0;
  for (let attempt = 0; attempt <= retransmissions; attempt++) {
    if (attempt > 0) await sleep(pauseMs);
    const target = await url();
    const startedAt = performance.now();
    const error = await post(target, callback);
    const elapsedMs = performance.now() - startedAt;
    // A broken connection is no answer. A connection that stays open without one is a late answer.
    if (error === undefined && elapsedMs < timeoutMs) {
      broken++;
      continue;
    }
    slowestMs = Math.max(slowestMs, elapsedMs);
    if (error === 0) return { isAccepted: true, sent: attempt + 1, slowestMs, broken };
  }
  return { isAccepted: false, sent: retransmissions + 1, slowestMs, broken };
}

/** Resolves to the answer's error code, or to undefined without an answer. */
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
