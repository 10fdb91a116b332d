import type { Consumption, Delivery } from '../../bin/cost/measure-consumption.ts';
import type { Load, PageStep } from './load.ts';
import type { Measurement, Measurements } from './measurements.ts';
import type { Figure } from './samples.ts';
import type { VariantName } from './variants.ts';

/** A promised figure beside the measured one. */
export interface Target {
  readonly name: string;
  readonly atMost: number;
  readonly measured: number;
  /** The uncertainty of the measured figure. Missing for counts. */
  readonly spread?: number;
  /** The unit for printing the figures. */
  readonly unit: 'ratio' | 'KB' | 'count';
}

/**
 * Compares measurements with promises. A figure that this machine could not measure is left out.
 */
export function targets(
  all: Measurements,
  consumption: Record<Delivery, Consumption>,
  indexes: number,
  { pages }: Pick<Load, 'pages'>,
): Target[] {
  const bundle: Target = {
    name: 'Bundle, raw KB',
    atMost: 240,
    measured: all.ours.bytes / 1000,
    unit: 'KB',
  };
  const unitsOf = (page?: PageStep) => page?.readUnits ?? Number.NaN;
  const last = pages.at(-1);
  const smallest = pages.find(({ page }) => page === last?.page);
  const growth: Target = {
    name: 'Read units of a page, in the largest table to the smallest',
    atMost: 1,
    measured: unitsOf(last) / unitsOf(smallest),
    unit: 'ratio',
  };
  return [bundle, ...ratios(all), ...counts(all.ours, consumption, indexes), growth].filter(
    ({ measured }) => !Number.isNaN(measured),
  );
}

/** Returns this receiver's share of another variant's figures. */
function ratios(all: Measurements): Target[] {
  const ratio =
    (figure: Figure, from?: VariantName) => (name: string, to: VariantName, atMost: number) => {
      const beyond = ({ [figure]: value = Number.NaN }: Measurement) =>
        value - (from === undefined ? 0 : (all[from][figure] ?? Number.NaN));
      const measured = beyond(all.ours) / beyond(all[to]);
      /** Returns the spread of the part beyond the floor. It grows as the floor is subtracted. */
      const known = (each: Measurement) =>
        ((each.spread[figure] ?? 0) * (each[figure] ?? 0)) / beyond(each);
      const spread = measured * Math.hypot(known(all.ours), known(all[to]));
      return { name, atMost, measured, spread, unit: 'ratio' as const };
    };
  const cold = ratio('coldMs');
  const start = ratio('startInstructions', 'https');
  const warm = ratio('warmCpuUs', 'empty');
  return [
    cold("Cold answer, to the bare SDK's, same lean bundle", 'bare', 0.58),
    cold("Cold answer, to the bare SDK's, esbuild's defaults", 'bareDefaults', 0.47),
    cold("Cold answer, to the Powertools style's, esbuild's defaults", 'powertoolsDefaults', 0.21),
    start("Start beyond the floor, to the bare SDK's, same lean bundle", 'bare', 1.25),
    start("Start beyond the floor, to the bare SDK's, esbuild's defaults", 'bareDefaults', 0.52),
    start(
      "Start beyond the floor, to the Powertools style's, same lean bundle",
      'powertools',
      0.36,
    ),
    start(
      "Start beyond the floor, to the Powertools style's, esbuild's defaults",
      'powertoolsDefaults',
      0.26,
    ),
    ratio('firstMs')('First callback, to an unwarmed one', 'oursUnwarmed', 0.2),
    ratio('heldFirstMs')(
      "First callback on a 512 MB Lambda's CPU, to an unwarmed one",
      'oursUnwarmed',
      0.1,
    ),
    warm("Warm CPU per callback beyond, to the bare SDK's", 'bare', 1.05),
    warm("Warm CPU per callback beyond, to the Powertools style's", 'powertools', 0.2),
    ratio('rssKb')("Memory after 300 spaced callbacks, to the bare SDK's", 'bare', 1.03),
  ];
}

function counts(
  { calls }: Measurement,
  consumption: Record<Delivery, Consumption>,
  indexes: number,
): Target[] {
  const count = (name: string, atMost: number, measured = Number.NaN): Target => ({
    name,
    atMost,
    measured,
    unit: 'count',
  });
  const units = ({ tableWriteUnits, indexWriteUnits }: Consumption) =>
    tableWriteUnits + indexWriteUnits;
  return [
    count('DynamoDB calls for a new callback', 1, calls.new),
    count('DynamoDB calls for a retransmission', 1, calls.duplicate),
    count('DynamoDB calls for a conflict', 1, calls.conflict),
    count('DynamoDB calls for a refused callback', 0, calls.refused),
    count(
      `Write units for a new callback: 1, and 1 for each of ${indexes} indexes`,
      1 + indexes,
      units(consumption.new),
    ),
    count('Write units for a retransmission', 1, units(consumption.retransmission)),
  ];
}
