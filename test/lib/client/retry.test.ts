import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { UnavailableError } from '../../../lib/client/index.ts';
import { askUntilFree } from '../../../lib/client/retry.ts';
import type { Answer } from '../../../lib/client/signed-fetch.ts';
import { aClientOf, always, aRecordDetails, caught } from '../../builders/records-client.ts';
import { onTurnedClock } from '../../builders/turned-clock.ts';

/** An API that is too busy a few times. `requests` grows with each request. */
function busyFor(count: number, status: number, headers: Record<string, string> = {}) {
  const requests: unknown[] = [];
  const listener: RequestListener = (request, response) => {
    requests.push(request.url);
    const isFree = requests.length > count;
    const answer = isFree ? always(200, aRecordDetails()) : always(status, {}, headers);
    answer(request, response);
  };
  return { requests, listener };
}

/** Asks an API that is always too busy, on a turned clock. Resolves to the moments of requests. */
async function askWhileBusy(forMs: number, headers: Record<string, string> = {}) {
  const times: number[] = [];
  const ask = async () => {
    times.push(performance.now());
    return { status: 503, headers: new Headers(headers) } as Answer;
  };
  const { result, tookMs } = await onTurnedClock(() => askUntilFree(ask, forMs));
  const pauses = times.slice(1).map((time, i) => time - (times[i] as number));
  return { result, tookMs, pauses };
}

describe('a client of an API that is too busy', () => {
  it.each([429, 503])('asks again until it is free: HTTP %s', async (status) => {
    const { requests, listener } = busyFor(2, status);
    const client = await aClientOf(listener);
    expect(await client.get('a-uuid')).toMatchObject({ uuid: 'a-uuid' });
    expect(requests).toHaveLength(3);
  });

  it('waits for as long as Retry-After says', async () => {
    const { pauses } = await askWhileBusy(5_000, { 'Retry-After': '1' });
    expect(Math.min(...pauses)).toBeGreaterThan(1_000);
  });

  it('waits longer each time, and never twice the same', async () => {
    const { pauses: one } = await askWhileBusy(10_000);
    const { pauses: other } = await askWhileBusy(10_000);
    expect(one.at(-1)).toBeGreaterThan(2 * (one[0] as number));
    expect(one).not.toEqual(other);
  });

  it('gives up within the bound, with the last answer', async () => {
    const { result, tookMs, pauses } = await askWhileBusy(500);
    expect(result).toMatchObject({ status: 503 });
    expect(tookMs).toBeLessThanOrEqual(500);
    expect(pauses.length).toBeGreaterThan(0);
  });

  it.each([
    ['does not wait beyond the bound', { retryForMs: 30_000 }, { 'Retry-After': '60' }],
    ['asks once if the bound is 0', { retryForMs: 0 }, {}],
  ])('%s', async (_, props, headers) => {
    const { requests, listener } = busyFor(100, 429, headers);
    const error = await caught((await aClientOf(listener, props)).get('a'));
    expect(error).toBeInstanceOf(UnavailableError);
    const seconds = 'Retry-After' in headers ? 60 : undefined;
    expect(error).toMatchObject({ status: 429, retryAfterSeconds: seconds });
    expect(requests).toHaveLength(1);
  });

  it.each([500, 502, 504])(
    'does not ask again for what is no lack of time: HTTP %s',
    async (status) => {
      const { requests, listener } = busyFor(1, status);
      expect(await caught((await aClientOf(listener)).get('a'))).toMatchObject({ status });
      expect(requests).toHaveLength(1);
    },
  );
});
