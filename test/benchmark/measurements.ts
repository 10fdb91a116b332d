import { type CpuQuota, cpuShareOf512Mb, createCpuQuota } from './cpu-quota.ts';
import { type Figure, type Figures, median, type Samples } from './figures.ts';
import type { Found, Sandboxes } from './sandbox.ts';
import type { Variant, VariantName } from './variants.ts';

/**
 * A variant's bundle and figures. The figures are the medians of the samples, for readers of
 * `docs/performance.json`.
 */
export interface Measurement extends Figures, Omit<Variant, 'bundle'> {
  readonly samples: Samples;
  /** Calls to DynamoDB for each outcome. */
  readonly calls: { -readonly [K in Found]?: number };
}

/** The measurement of every variant. */
export type Measurements = Record<VariantName, Measurement>;

/** The result of all steps. */
export interface Measured {
  readonly measurements: Measurements;
  readonly isCpuHeld: boolean;
  /** The rounds of each step. */
  readonly rounds: Readonly<Record<string, number>>;
}

/** Measures one process of every variant in each round. A disturbance then affects all variants. */
export async function measure(
  variants: Record<VariantName, Variant>,
  sandboxes: Sandboxes,
  isQuick: boolean,
): Promise<Measured> {
  const names = Object.keys(variants) as VariantName[];
  const measured = names.map((name) => ({ ...variants[name], name, samples: {} as Samples }));
  const rounds: Record<string, number> = {};
  const quota = createCpuQuota(cpuShareOf512Mb);
  try {
    for (const step of steps(sandboxes, isQuick, quota)) {
      rounds[step.name] = step.rounds;
      for (let round = 1; round <= step.rounds; round++) {
        console.log(`${step.name}, round ${round} of ${step.rounds}`);
        for (const { name, bundle, samples } of measured) {
          if (step.variants?.includes(name) === false) continue;
          const sample = Object.entries(await step.sample(bundle)) as [Figure, number][];
          for (const [figure, value] of sample) {
            samples[figure] = [...(samples[figure] ?? []), value];
          }
        }
      }
    }
  } finally {
    quota?.remove();
  }
  const measurements: Partial<Measurements> = {};
  for (const { name, bundle, samples, ...sizes } of measured) {
    const medians = Object.entries(samples).map(([figure, values]) => [figure, median(values)]);
    const figures: Figures = Object.fromEntries(medians);
    const calls = await countCalls(sandboxes, name, bundle);
    measurements[name] = { ...sizes, ...figures, samples, calls };
  }
  return { measurements: measurements as Measurements, isCpuHeld: quota !== undefined, rounds };
}

/** A sample that is taken of each variant in turn, as many times as there are rounds. */
interface Step {
  readonly name: string;
  readonly rounds: number;
  /** @default - all variants */
  readonly variants?: readonly VariantName[];
  sample(bundle: string): Promise<Partial<Figures>>;
}

/** Three hundred callbacks with pauses, so that the process idles between them as on Lambda. */
const spaced = { batches: 1, batchSize: 300, spacingMs: 10 };

/**
 * The numbers of callbacks in two processes. Their difference gives the instructions of a warm
 * callback.
 */
const [warmFrom, warmTo] = [200, 500];

/** Returns the steps that this machine can take. Those that count instructions are slow. */
function steps(
  { run, counter, countInstructions }: Sandboxes,
  isQuick: boolean,
  quota?: CpuQuota,
): Step[] {
  const times: Step[] = [
    {
      name: 'starts',
      rounds: isQuick ? 3 : 15,
      async sample(bundle) {
        const { initMs, firstMs } = await run({ bundle });
        return { initMs, firstMs, startMs: initMs + firstMs };
      },
    },
    {
      name: 'warm loops',
      rounds: isQuick ? 1 : 5,
      async sample(bundle) {
        const { batches } = await run({ bundle, first: 1_000, batches: 5, batchSize: 300 });
        return { warmCpuUs: median(batches.map(({ cpuUs }) => cpuUs)) };
      },
    },
    {
      name: 'spaced callbacks',
      rounds: isQuick ? 1 : 3,
      async sample(bundle) {
        const { batches, rssKb } = await run({ bundle, ...spaced }, { quota });
        return { rssKb, spacedMs: (batches[0]?.wallUs ?? Number.NaN) / 1000 };
      },
    },
  ];
  const held: Step = {
    name: 'starts, CPU held',
    rounds: isQuick ? 3 : 15,
    async sample(bundle) {
      const { initMs, firstMs } = await run({ bundle }, { quota });
      return { heldFirstMs: firstMs, coldMs: initMs + firstMs };
    },
  };
  const counts: Step[] = [
    {
      name: 'instructions of a start',
      rounds: isQuick ? 1 : 3,
      async sample(bundle) {
        const startInstructions = await countInstructions(bundle, 1);
        if (isQuick) return { startInstructions };
        const init = await countInstructions(bundle, 0);
        const first = (startInstructions - init) / cpuShareOf512Mb;
        return { startInstructions, coldInstructions: init + first };
      },
    },
    {
      name: 'instructions of warm callbacks',
      rounds: isQuick ? 0 : 3,
      variants: ['empty', 'bare', 'ours', 'oursSilent', 'powertools'],
      async sample(bundle) {
        const from = await countInstructions(bundle, warmFrom);
        const to = await countInstructions(bundle, warmTo);
        return { warmInstructions: (to - from) / (warmTo - warmFrom) };
      },
    },
  ];
  return [...times, ...(quota ? [held] : []), ...(counter ? counts : [])];
}

async function countCalls(
  sandboxes: Sandboxes,
  name: VariantName,
  bundle: string,
): Promise<Measurement['calls']> {
  const outcomes: Partial<Record<VariantName, Found[]>> = {
    // The bare SDK handler knows no other outcomes.
    bare: ['new', 'duplicate'],
    ours: ['new', 'duplicate', 'conflict', 'refused'],
    powertools: ['new', 'duplicate', 'conflict', 'refused'],
  };
  const calls: Measurement['calls'] = {};
  for (const found of outcomes[name] ?? []) {
    calls[found] = await sandboxes.countCalls(bundle, found);
  }
  return calls;
}
