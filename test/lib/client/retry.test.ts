import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { UnavailableError } from '../../../lib/client/index.ts';
import { aClientOf, always, aRecordDetails, caught } from '../../builders/records-client.ts';

/** A listener that is too busy a few times and then answers. `times` holds when it was asked. */
function busyFor(count: number, status: number, headers: Record<string, string> = {}) {
  const times: number[] = [];
  const listener: RequestListener = (request, response) => {
    times.push(performance.now());
    const answer =
      times.length > count
        ? always(200, aRecordDetails())
        : always(status, { title: 'Busy' }, headers);
    answer(request, response);
  };
  return { times, listener };
}

describe('a client of an API that is too busy', () => {
  it.each([429, 503])('asks again until it is free: HTTP %s', async (status) => {
    const { times, listener } = busyFor(3, status);
    const client = await aClientOf(listener);
    expect(await client.get('a-uuid')).toMatchObject({ uuid: 'a-uuid' });
    expect(times).toHaveLength(4);
  });

  it('waits for as long as Retry-After says', async () => {
    const { times, listener } = busyFor(1, 429, { 'Retry-After': '1' });
    await (await aClientOf(listener)).get('a-uuid');
    const [first = 0, second = 0] = times;
    expect(second - first).toBeGreaterThanOrEqual(1_000);
  });

  it('waits longer each time, and never twice the same', async () => {
    const pauses = async () => {
      const { times, listener } = busyFor(4, 503);
      await (await aClientOf(listener)).get('a-uuid');
      return times.slice(1).map((time, i) => time - (times[i] as number));
    };
    const [one, other] = await Promise.all([pauses(), pauses()]);
    expect(one?.at(-1)).toBeGreaterThan(2 * (one?.[0] as number));
    expect(one?.map(Math.round)).not.toEqual(other?.map(Math.round));
  });

  it('gives up within the bound, with the last answer', async () => {
    const { times, listener } = busyFor(100, 503);
    const client = await aClientOf(listener, { retryForMs: 500 });
    const startedAt = performance.now();
    expect(await caught(client.get('a'))).toMatchObject({ name: 'UnavailableError', status: 503 });
    expect(performance.now() - startedAt).toBeLessThan(1_500);
    expect(times.length).toBeGreaterThan(1);
  });

  it('does not wait beyond the bound', async () => {
    const { times, listener } = busyFor(100, 429, { 'Retry-After': '60' });
    const error = await caught((await aClientOf(listener)).get('a'));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ retryAfterSeconds: 60 });
    expect(times).toHaveLength(1);
  });

  it('asks once if the bound is 0', async () => {
    const { times, listener } = busyFor(1, 503);
    const client = await aClientOf(listener, { retryForMs: 0 });
    expect(await caught(client.get('a'))).toBeInstanceOf(UnavailableError);
    expect(times).toHaveLength(1);
  });

  it.each([500, 502, 504])(
    'does not ask again for what is no lack of time: HTTP %s',
    async (status) => {
      const { times, listener } = busyFor(1, status);
      expect(await caught((await aClientOf(listener)).get('a'))).toMatchObject({ status });
      expect(times).toHaveLength(1);
    },
  );
});
