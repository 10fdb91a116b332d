import { type CpuQuota, cpuShareOf512Mb, createCpuQuota } from './cpu-quota.ts';
import { type Figure, median, Samples, type Variants } from './samples.ts';
import type { Found, Sandboxes } from './sandbox.ts';
import type { Variant, VariantName } from './variants.ts';

/**
 * The figures of a variant: medians over fresh processes. Times are in milliseconds unless the name
 * says otherwise.
 */
export interface Measurement {
  readonly title: string;
  readonly bytes: number;
  readonly gzippedBytes: number;
  readonly initMs: number;
  readonly firstMs: number;
  /**
   * The first callback on a 512 MB Lambda's share of the CPU. Missing if the machine cannot limit
   * the CPU.
   */
  readonly heldFirstMs?: number;
  /**
   * The cold answer, in one process. Init runs on a whole core, as on Lambda. The first callback
   * runs on the limited CPU.
   */
  readonly coldMs?: number;
  /** User-mode instructions of load, init and first callback. */
  readonly startInstructions?: number;
  readonly warmCpuUs: number;
  readonly warmInstructions?: number;
  /** Memory after 300 callbacks, 10 ms apart. */
  readonly rssKb: number;
  /** One of those callbacks, on the limited CPU if the machine can limit it. */
  readonly spacedMs: number;
  /** The uncertainty of each median, as a share of it. */
  readonly spread: { readonly [K in Figure]?: number };
  /** Calls to DynamoDB for each outcome. */
  readonly calls: { -readonly [K in Found]?: number };
}

/** The figures of every variant. */
export type Measurements = Record<VariantName, Measurement>;

/** How often each figure is sampled. */
export interface Rounds {
  readonly starts: number;
  readonly warm: number;
  readonly spaced: number;
  readonly startInstructions: number;
  readonly warmInstructions: number;
}

/** The rounds of a full run. */
export const fullRounds: Rounds = {
  starts: 15,
  warm: 5,
  spaced: 3,
  startInstructions: 5,
  warmInstructions: 1,
};
/** The rounds of `--quick`. */
export const quickRounds: Rounds = {
  starts: 3,
  warm: 1,
  spaced: 1,
  startInstructions: 1,
  warmInstructions: 0,
};

/**
 * The numbers of callbacks in two processes. Their difference gives the instructions of a warm
 * callback.
 */
const warmFrom = 200;
const warmTo = 500;

/** Three hundred callbacks with pauses, so that the process idles between them as on Lambda. */
const spaced = { batches: 1, batchSize: 300, spacingMs: 10 };

/** Measures one process of every variant in each round. A disturbance then affects all variants. */
export async function measure(
  variants: Variants,
  sandboxes: Sandboxes,
  rounds: Rounds,
): Promise<{ measurements: Measurements; isCpuHeld: boolean }> {
  const samples = new Samples(variants);
  const quota = createCpuQuota(cpuShareOf512Mb);
  try {
    await measureTimes(samples, sandboxes, rounds, quota);
  } finally {
    quota?.remove();
  }
  if (sandboxes.counter !== undefined) await countInstructions(samples, sandboxes, rounds);
  const calls = await countCalls(variants, sandboxes);
  const names = Object.keys(variants) as VariantName[];
  const measurements = Object.fromEntries(
    names.map((name) => {
      const { title, bytes, gzippedBytes } = variants[name];
      const measured = { ...samples.medians(name), spread: samples.spreads(name) };
      return [name, { title, bytes, gzippedBytes, ...measured, calls: calls[name] ?? {} }];
    }),
  ) as Measurements;
  return { measurements, isCpuHeld: quota !== undefined };
}

async function measureTimes(
  samples: Samples,
  sandboxes: Sandboxes,
  rounds: Rounds,
  quota?: CpuQuota,
): Promise<void> {
  await samples.take('fresh processes', rounds.starts, async ({ bundle }) => {
    const { initMs, firstMs } = await sandboxes.run({ bundle });
    return { initMs, firstMs };
  });
  await samples.take('warm loops', rounds.warm, async ({ bundle }) => {
    const { batches } = await sandboxes.run({ bundle, first: 1_000, batches: 5, batchSize: 300 });
    return { warmCpuUs: median(batches.map(({ cpuUs }) => cpuUs)) };
  });
  await samples.take('spaced callbacks', rounds.spaced, async ({ bundle }) => ({
    rssKb: (await sandboxes.run({ bundle, ...spaced })).rssKb,
  }));
  await samples.take(
    'spaced callbacks, CPU held where it can be',
    rounds.spaced,
    async ({ bundle }) => {
      const { batches } = await sandboxes.run({ bundle, ...spaced }, { quota });
      return { spacedMs: (batches[0]?.wallUs ?? Number.NaN) / 1000 };
    },
  );
  if (quota === undefined) return;
  await samples.take('fresh processes, CPU held', rounds.starts, async ({ bundle }) => {
    const { initMs, firstMs } = await sandboxes.run({ bundle }, { quota });
    return { heldFirstMs: firstMs, coldMs: initMs + firstMs };
  });
}

async function countInstructions(
  samples: Samples,
  sandboxes: Sandboxes,
  rounds: Rounds,
): Promise<void> {
  await samples.take('instructions of a start', rounds.startInstructions, async ({ bundle }) => ({
    startInstructions: await sandboxes.countInstructions(bundle, 1),
  }));
  const few: VariantName[] = ['empty', 'bare', 'ours', 'oursSilent', 'powertools'];
  const count = async ({ bundle }: Variant) => {
    const from = await sandboxes.countInstructions(bundle, warmFrom);
    const to = await sandboxes.countInstructions(bundle, warmTo);
    return { warmInstructions: (to - from) / (warmTo - warmFrom) };
  };
  await samples.take('instructions of warm callbacks', rounds.warmInstructions, count, few);
}

async function countCalls(
  variants: Variants,
  sandboxes: Sandboxes,
): Promise<Partial<Record<VariantName, Measurement['calls']>>> {
  const count = async (name: VariantName, outcomes: readonly Found[]) => {
    const counts: Measurement['calls'] = {};
    for (const found of outcomes) {
      const calls = Object.values(await sandboxes.countCalls(variants[name].bundle, found));
      counts[found] = calls.reduce((sum, each) => sum + each, 0);
    }
    return counts;
  };
  const all = ['new', 'duplicate', 'conflict', 'refused'] as const;
  return {
    // The bare SDK handler knows no other outcomes.
    bare: await count('bare', ['new', 'duplicate']),
    ours: await count('ours', all),
    powertools: await count('powertools', all),
  };
}
