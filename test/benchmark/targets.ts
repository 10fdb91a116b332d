import type { Consumption, Delivery } from '../../bin/cost/measure-consumption.ts';
import { type Estimate, type Figure, ratio } from './figures.ts';
import type { Load, PageStep } from './load.ts';
import type { Measurements } from './measurements.ts';
import type { VariantName } from './variants.ts';

/** A target beside the measured figure. */
export interface Target {
  readonly name: string;
  readonly atMost: number;
  /** The figure that decides. Instructions decide where they are counted. */
  readonly measured: Estimate;
  /** The same ratio of times, if instructions decide. */
  readonly inTime?: Estimate | undefined;
  /** The unit for printing the figures. */
  readonly unit: 'ratio' | 'KB' | 'count';
}

/** A figure, and the variant that is subtracted from both sides of a ratio. */
type Beyond = [figure: Figure, floor?: VariantName];

/** What decides, and the times beside it. */
const cold: Beyond[] = [['coldInstructions', 'empty'], ['coldMs']];
const start: Beyond[] = [
  ['startInstructions', 'https'],
  ['startMs', 'https'],
];
const warm: Beyond[] = [
  ['warmInstructions', 'empty'],
  ['warmCpuUs', 'empty'],
];

/** The most that this receiver's figures are to be of another variant's. */
const ratios: [name: string, figures: Beyond[], to: VariantName, atMost: number][] = [
  ["Cold answer, to the bare SDK's, same lean bundle", cold, 'bare', 0.58],
  ["Cold answer, to the bare SDK's, esbuild's defaults", cold, 'bareDefaults', 0.47],
  ["Cold answer, to the Powertools style's, esbuild's defaults", cold, 'powertoolsDefaults', 0.21],
  ["Start beyond the floor, to the bare SDK's, same lean bundle", start, 'bare', 1.2],
  ["Start beyond the floor, to the bare SDK's, esbuild's defaults", start, 'bareDefaults', 0.49],
  [
    "Start beyond the floor, to the Powertools style's, same lean bundle",
    start,
    'powertools',
    0.35,
  ],
  [
    "Start beyond the floor, to the Powertools style's, esbuild's defaults",
    start,
    'powertoolsDefaults',
    0.25,
  ],
  ['First callback, to an unwarmed one', [['firstMs']], 'oursUnwarmed', 0.2],
  [
    "First callback on a 512 MB Lambda's CPU, to an unwarmed one",
    [['heldFirstMs']],
    'oursUnwarmed',
    0.1,
  ],
  ["Warm callback beyond an empty one, to the bare SDK's", warm, 'bare', 1.04],
  ["Warm callback beyond an empty one, to the Powertools style's", warm, 'powertools', 0.2],
  ["Memory after 300 spaced callbacks, to the bare SDK's", [['rssKb']], 'bare', 1.02],
];

/**
 * Compares measurements with targets. A figure that this machine could not measure is left out.
 */
export function targets(
  all: Measurements,
  consumption: Record<Delivery, Consumption>,
  indexes: number,
  { pages }: Pick<Load, 'pages'>,
): Target[] {
  const { ours } = all;
  const compared = ratios.map(([name, figures, to, atMost]): Target => {
    const [measured = unknown, inTime] = figures.map(([figure, floor]) =>
      ratio(
        ours.samples[figure],
        all[to].samples[figure],
        floor && (all[floor].samples[figure] ?? []),
      ),
    );
    return { name, atMost, measured, inTime, unit: 'ratio' };
  });
  const exact = (
    name: string,
    atMost: number,
    value = Number.NaN,
    unit: Target['unit'] = 'count',
  ): Target => ({ name, atMost, measured: { ...unknown, value }, unit });
  const units = ({ tableWriteUnits, indexWriteUnits }: Consumption) =>
    tableWriteUnits + indexWriteUnits;
  return [
    exact('Bundle, raw KB', 210, ours.bytes / 1000, 'KB'),
    ...compared,
    exact('DynamoDB calls for a new callback', 1, ours.calls.new),
    exact('DynamoDB calls for a retransmission', 1, ours.calls.duplicate),
    exact('DynamoDB calls for a conflict', 1, ours.calls.conflict),
    exact('DynamoDB calls for a refused callback', 0, ours.calls.refused),
    exact(
      `Write units for a new callback: 1, and 1 for each of ${indexes} indexes`,
      1 + indexes,
      units(consumption.new),
    ),
    exact('Write units for a retransmission', 1, units(consumption.retransmission)),
    exact('Read units of a page, in the largest table to the smallest', 1, growth(pages), 'ratio'),
  ].filter(({ measured }) => !Number.isNaN(measured.value));
}

const unknown: Estimate = { value: Number.NaN, spread: Number.NaN };

function growth(pages: readonly PageStep[]): number {
  const last = pages.at(-1);
  const smallest = pages.find(({ page }) => page === last?.page);
  return (last?.readUnits ?? Number.NaN) / (smallest?.readUnits ?? Number.NaN);
}
