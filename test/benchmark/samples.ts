import type { Variant, VariantName } from './variants.ts';

/** Every variant by its name. */
export type Variants = Readonly<Record<VariantName, Variant>>;

/** The figures that are sampled in fresh processes. */
export type Figure =
  | 'initMs'
  | 'firstMs'
  | 'heldFirstMs'
  | 'coldMs'
  | 'startInstructions'
  | 'warmCpuUs'
  | 'warmInstructions'
  | 'rssKb'
  | 'spacedMs';

/** The samples of each variant so far. */
export class Samples {
  readonly #variants: Variants;
  readonly #values = new Map<string, number[]>();

  constructor(variants: Variants) {
    this.#variants = variants;
  }

  /** Takes a sample of each variant in each round. */
  async take(
    what: string,
    rounds: number,
    sample: (variant: Variant) => Promise<{ [K in Figure]?: number }>,
    names = Object.keys(this.#variants) as VariantName[],
  ): Promise<void> {
    for (let round = 1; round <= rounds; round++) {
      console.log(`${what}, round ${round} of ${rounds}`);
      for (const name of names) {
        for (const [figure, value] of Object.entries(await sample(this.#variants[name]))) {
          const key = `${name} ${figure}`;
          this.#values.set(key, [...(this.#values.get(key) ?? []), value]);
        }
      }
    }
  }

  /** Returns the medians of a variant's figures. A figure without samples is left out. */
  medians(name: VariantName): { readonly [K in Figure]?: number } {
    return this.#each(name, median);
  }

  /** Returns the uncertainty of each of a variant's medians, as a share of it. */
  spreads(name: VariantName): { readonly [K in Figure]?: number } {
    return this.#each(name, spread);
  }

  #each(name: VariantName, of: (values: readonly number[]) => number) {
    const own = [...this.#values].filter(([key]) => key.startsWith(`${name} `));
    return Object.fromEntries(own.map(([key, values]) => [key.slice(name.length + 1), of(values)]));
  }
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
 * Returns twice the standard error of the median, as a share of the median. The samples are taken
 * as normally distributed. The standard error of a median is then 1.25 standard deviations over the
 * root of their number. The quartiles lie 1.35 standard deviations apart.
 */
export function spread(values: readonly number[]): number {
  const standardDeviation = (quantile(values, 0.75) - quantile(values, 0.25)) / 1.35;
  return (2 * 1.25 * standardDeviation) / Math.sqrt(values.length) / median(values);
}
