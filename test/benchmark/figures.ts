/**
 * The figures of a variant. Times are in milliseconds unless the name says otherwise. A figure is
 * missing if the machine cannot limit the CPU or count instructions.
 */
export interface Figures {
  readonly initMs: number;
  readonly firstMs: number;
  /** Init and first callback. */
  readonly startMs: number;
  /** The first callback on a 512 MB Lambda's share of the CPU. */
  readonly heldFirstMs?: number;
  /**
   * The cold answer, in one process. Init runs on a whole core, as on Lambda. The first callback
   * runs on the limited CPU.
   */
  readonly coldMs?: number;
  /** User-mode instructions of Node.js, init and first callback. */
  readonly startInstructions?: number;
  /**
   * The cold answer in instructions: those of Node.js and init, and those of the first callback
   * over its share of the CPU.
   */
  readonly coldInstructions?: number;
  readonly warmCpuUs: number;
  readonly warmInstructions?: number;
  /** Memory after 300 callbacks, 10 ms apart. */
  readonly rssKb: number;
  /** One of those callbacks, on the limited CPU if the machine can limit it. */
  readonly spacedMs: number;
}

/** The name of a figure. */
export type Figure = keyof Figures;

/** The samples of each figure. The nth samples of all variants are from the same round. */
export type Samples = { [K in Figure]?: number[] };

/** A median with its uncertainty in the same unit. The uncertainty of few samples is NaN. */
export interface Estimate {
  readonly value: number;
  readonly spread: number;
}

/** Returns the middle value, or NaN of none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Returns the value below which that share of the values lies, or NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

/**
 * Returns the median of samples, and twice its standard error. The samples are taken as normally
 * distributed. The standard error of a median is then 1.25 standard deviations over the root of
 * their number. The quartiles lie 1.35 standard deviations apart.
 */
export function estimate(values: readonly number[] = []): Estimate {
  const standardDeviation = (quantile(values, 0.75) - quantile(values, 0.25)) / 1.35;
  const spread = (2 * 1.25 * standardDeviation) / Math.sqrt(values.length);
  return { value: median(values), spread: values.length < 3 ? Number.NaN : spread };
}

/**
 * Returns the ratio of two variants' figures, each less a third one's. A ratio is made within each
 * round, since a shared machine drifts from round to round.
 */
export function ratio(
  of: readonly number[] = [],
  to: readonly number[] = [],
  beyond: readonly number[] = of.map(() => 0),
): Estimate {
  const rounds = Math.min(of.length, to.length, beyond.length);
  const at = (values: readonly number[], round: number) => values[round] ?? Number.NaN;
  return estimate(
    Array.from({ length: rounds }, (_, round) => {
      const floor = at(beyond, round);
      return (at(of, round) - floor) / (at(to, round) - floor);
    }),
  );
}
