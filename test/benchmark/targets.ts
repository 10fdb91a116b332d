import type { Consumption, Delivery } from '../../bin/cost/measure-consumption.ts';
import type { Measurement, Measurements } from './measurements.ts';
import type { VariantName } from './variants.ts';

export interface Target {
  readonly name: string;
  readonly atMost: number;
  readonly measured: number;
  /** How to print the figures. */
  readonly unit: 'ratio' | 'KB' | 'count';
}

type Figure = keyof { [K in keyof Measurement as Measurement[K] extends number | undefined ? K : never]: 1 };

/** Compares what was measured with what was promised; a figure that this machine could not measure is left out. */
export function targets(
  all: Measurements,
  consumption: Record<Delivery, Consumption>,
  indexes: number,
): Target[] {
  const beyond = (name: VariantName, figure: Figure) =>
    (all[name][figure] ?? Number.NaN) - (all.empty[figure] ?? 0);
  const ratio = (name: string, figure: Figure, to: VariantName, atMost: number): Target => ({
    name,
    atMost,
    measured: beyond('ours', figure) / beyond(to, figure),
    unit: 'ratio',
  });
  const count = (name: string, atMost: number, measured = Number.NaN): Target => ({
    name,
    atMost,
    measured,
    unit: 'count',
  });
  const start = 'Start-up instructions beyond, to';
  const { calls, bytes } = all.ours;
  return [
    { name: 'Bundle, raw KB', atMost: 240, measured: bytes / 1000, unit: 'KB' as const },
    ratio(`${start} the bare SDK's, same lean bundle`, 'startInstructions', 'bare', 1.15),
    ratio(`${start} the bare SDK's, esbuild's defaults`, 'startInstructions', 'bareDefaults', 0.55),
    ratio(`${start} the Powertools style's, same lean bundle`, 'startInstructions', 'powertools', 0.32),
    ratio(
      `${start} the Powertools style's, esbuild's defaults`,
      'startInstructions',
      'powertoolsDefaults',
      0.32,
    ),
    {
      name: 'First callback, to an unwarmed one',
      atMost: 0.2,
      measured: all.ours.firstMs / all.oursUnwarmed.firstMs,
      unit: 'ratio' as const,
    },
    {
      name: "First callback on a 512 MB Lambda's CPU, to an unwarmed one",
      atMost: 0.1,
      measured: (all.ours.heldFirstMs ?? Number.NaN) / (all.oursUnwarmed.heldFirstMs ?? Number.NaN),
      unit: 'ratio' as const,
    },
    ratio("Warm CPU per callback beyond, to the bare SDK's", 'warmCpuUs', 'bare', 1.1),
    ratio("Warm CPU per callback beyond, to the Powertools style's", 'warmCpuUs', 'powertools', 0.3),
    {
      name: "Memory after 300 spaced callbacks, to the bare SDK's",
      atMost: 1.05,
      measured: all.ours.rssKb / all.bare.rssKb,
      unit: 'ratio' as const,
    },
    count('DynamoDB calls for a new callback', 1, calls.new),
    count('DynamoDB calls for a retransmission', 1, calls.duplicate),
    count('DynamoDB calls for a conflict', 1, calls.conflict),
    count('DynamoDB calls for a refused callback', 0, calls.refused),
    count(
      `Write units for a new callback: 1, and 1 for each of ${indexes} indexes`,
      1 + indexes,
      consumption.new.tableWriteUnits + consumption.new.indexWriteUnits,
    ),
    count(
      'Write units for a retransmission',
      1,
      consumption.retransmission.tableWriteUnits + consumption.retransmission.indexWriteUnits,
    ),
  ].filter(({ measured }) => !Number.isNaN(measured));
}
