import { type CpuQuota, cpuShareOf512Mb, createCpuQuota } from './cpu-quota.ts';
import type { Found, Sandboxes } from './sandbox.ts';
import type { Variant, VariantName } from './variants.ts';

/** What a variant took: medians over fresh processes. Times in ms, but where the name says otherwise. */
export interface Measurement {
  readonly title: string;
  readonly bytes: number;
  readonly gzippedBytes: number;
  readonly initMs: number;
  readonly firstMs: number;
  /** The first callback with the CPU held at a 512 MB Lambda's share; absent where the machine does not let us. */
  readonly heldFirstMs?: number;
  /** User-mode instructions of load, init and first callback. */
  readonly startInstructions?: number;
  readonly warmCpuUs: number;
  readonly warmInstructions?: number;
  /** Memory after 300 callbacks, 10 ms apart. */
  readonly rssKb: number;
  /** A callback among those, on the held CPU where it can be held. */
  readonly spacedMs: number;
  /** Calls to DynamoDB for each outcome. */
  readonly calls: { -readonly [K in Found]?: number };
}

export type Measurements = Record<VariantName, Measurement>;

export interface Rounds {
  readonly starts: number;
  readonly warm: number;
  readonly spaced: number;
  readonly startInstructions: number;
  readonly warmInstructions: number;
}

export const fullRounds: Rounds = {
  starts: 15,
  warm: 5,
  spaced: 3,
  startInstructions: 3,
  warmInstructions: 1,
};
export const quickRounds: Rounds = {
  starts: 3,
  warm: 1,
  spaced: 1,
  startInstructions: 1,
  warmInstructions: 0,
};

/** The instructions of a warm callback are the difference of two processes that differ by so many. */
const warmFrom = 200;
const warmTo = 500;

/** Measures every variant, in turn: one process of each, then the next round, so that what disturbs one disturbs all. */
export async function measure(
  variants: Record<VariantName, Variant>,
  sandboxes: Sandboxes,
  rounds: Rounds,
): Promise<{ measurements: Measurements; isCpuHeld: boolean }> {
  const all = Object.keys(variants) as VariantName[];
  const samples = new Map<string, number[]>();
  const add = (name: VariantName, what: string, value: number) => {
    const key = `${name} ${what}`;
    samples.set(key, [...(samples.get(key) ?? []), value]);
  };
  const inTurn = async (
    what: string,
    count: number,
    task: (name: VariantName) => Promise<void>,
    names = all,
  ) => {
    for (let round = 1; round <= count; round++) {
      console.log(`${what}, round ${round} of ${count}`);
      for (const name of names) await task(name);
    }
  };

  await inTurn('fresh processes', rounds.starts, async (name) => {
    const { initMs, firstMs } = await sandboxes.run({ bundle: variants[name].bundle });
    add(name, 'initMs', initMs);
    add(name, 'firstMs', firstMs);
  });
  await inTurn('warm loops', rounds.warm, async (name) => {
    const task = { bundle: variants[name].bundle, first: 1_000, batches: 5, batchSize: 300 };
    const { batches } = await sandboxes.run(task);
    add(name, 'warmCpuUs', median(batches.map(({ cpuUs }) => cpuUs)));
  });
  await inTurn('spaced callbacks', rounds.spaced, async (name) => {
    const task = { bundle: variants[name].bundle, batches: 1, batchSize: 300, spacingMs: 10 };
    add(name, 'rssKb', (await sandboxes.run(task)).rssKb);
  });
  const quota = createCpuQuota(cpuShareOf512Mb);
  try {
    await inTurn('held CPU', quota === undefined ? 0 : rounds.starts, async (name) => {
      const { firstMs } = await sandboxes.run({ bundle: variants[name].bundle }, quota);
      add(name, 'heldFirstMs', firstMs);
    });
    await inTurn('spaced callbacks on the held CPU', rounds.spaced, (name) => spaced(name, quota));
  } finally {
    quota?.remove();
  }
  async function spaced(name: VariantName, quota?: CpuQuota): Promise<void> {
    const task = { bundle: variants[name].bundle, batches: 1, batchSize: 300, spacingMs: 10 };
    const { batches } = await sandboxes.run(task, quota);
    add(name, 'spacedMs', (batches[0]?.wallUs ?? 0) / 1000);
  }
  if (sandboxes.counter !== undefined) {
    await inTurn('instructions of a start', rounds.startInstructions, async (name) =>
      add(name, 'startInstructions', await sandboxes.countInstructions(variants[name].bundle, 1)),
    );
    await inTurn(
      'instructions of warm callbacks',
      rounds.warmInstructions,
      async (name) => {
        const from = await sandboxes.countInstructions(variants[name].bundle, warmFrom);
        const to = await sandboxes.countInstructions(variants[name].bundle, warmTo);
        add(name, 'warmInstructions', (to - from) / (warmTo - warmFrom));
      },
      ['empty', 'bare', 'ours', 'oursSilent', 'powertools'],
    );
  }
  const entries = all.map(async (name): Promise<[VariantName, Measurement]> => {
    const { title, bytes, gzippedBytes } = variants[name];
    const of = (what: string) => median(samples.get(`${name} ${what}`) ?? []);
    const optional = (what: string) => (samples.has(`${name} ${what}`) ? { [what]: of(what) } : {});
    return [
      name,
      {
        title,
        bytes,
        gzippedBytes,
        initMs: of('initMs'),
        firstMs: of('firstMs'),
        ...optional('heldFirstMs'),
        ...optional('startInstructions'),
        warmCpuUs: of('warmCpuUs'),
        ...optional('warmInstructions'),
        rssKb: of('rssKb'),
        spacedMs: of('spacedMs'),
        calls: {},
      },
    ];
  });
  const measurements = Object.fromEntries(await Promise.all(entries)) as Measurements;
  const outcomes: Partial<Record<VariantName, Found[]>> = {
    bare: ['new', 'duplicate'],
    ours: ['new', 'duplicate', 'conflict', 'refused'],
    powertools: ['new', 'duplicate', 'conflict', 'refused'],
  };
  for (const [name, found] of Object.entries(outcomes) as [VariantName, Found[]][]) {
    for (const each of found) {
      const calls = await sandboxes.countCalls(variants[name].bundle, each);
      measurements[name].calls[each] = Object.values(calls).reduce((sum, count) => sum + count, 0);
    }
  }
  return { measurements, isCpuHeld: quota !== undefined };
}

/** Returns the middle value, or NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
