import { costReport } from '../../bin/cost/cost-report.ts';
import { measureConsumption, tableName } from '../../bin/cost/measure-consumption.ts';
import { markdownTable } from '../../bin/kit/formats.ts';
import { startEmbeddedDynamoDb } from '../../bin/local/embedded-dynamodb.ts';
import { tableLayout } from '../../lambda/records/table-layout.ts';
import type { Load } from './load.ts';
import { loadTables } from './load-tables.ts';
import type { Measurement, Measurements } from './measurements.ts';
import { type Target, targets } from './targets.ts';
import type { VariantName } from './variants.ts';

/** The results of a benchmark run: the content of `docs/performance.json`. */
export interface Results {
  readonly date: string;
  /** CPU, cores and kernel. */
  readonly machine: string;
  readonly versions: Readonly<Record<string, string | undefined>>;
  /** The tool that counted instructions, if there was one. */
  readonly counter?: string | undefined;
  readonly isCpuHeld: boolean;
  /** How often each figure was sampled. */
  readonly rounds: Readonly<Record<string, number>>;
  /** Milliseconds of a callback in the Lambda, without DynamoDB's own. */
  readonly callbackMs: number;
  readonly callbackMsSource: string;
  readonly measurements: Measurements;
  readonly load: Load;
}

/** A cell of a figure that this machine could not measure. */
const missing = '–';
const inUnits = (unit: number) => (value?: number) =>
  value === undefined || Number.isNaN(value) ? missing : (value / unit).toFixed(0);
const mega = inUnits(1e6);
const kilo = inUnits(1e3);

/** Returns the tables of `docs/performance.md`. */
export async function report(results: Results): Promise<string> {
  const { measurements, counter, isCpuHeld, versions } = results;
  const names = Object.keys(measurements) as VariantName[];
  const indexes = Object.keys(tableLayout.indexes).length;
  const consumption = await consumptionHere();
  const met = targets(measurements, consumption, indexes, results.load);
  return [
    '## Targets',
    markdownTable(
      ['target', 'at most', 'measured', '±', ''],
      met.map((target) => [
        target.name,
        show(target, target.atMost),
        show(target, target.measured),
        target.spread === undefined ? '' : target.spread.toFixed(3),
        target.measured <= target.atMost ? 'met' : '**missed**',
      ]),
    ),
    `± is twice the standard error of the measured figure, from the spread of its samples in \
this run. Two runs on a quiet machine agree within the sum of theirs, nineteen times in twenty.`,
    '## Measurements',
    markdownTable(
      [
        'variant',
        'bundle KB',
        'gzipped',
        'init ms',
        'first ms',
        ...(isCpuHeld ? ['first ms, held CPU', 'cold answer ms'] : []),
        'start M instr.',
        'warm CPU µs',
        'warm k instr.',
        'RSS MB',
        'DynamoDB calls: new, repeated, conflict, refused',
      ],
      names.map((name) => {
        const each = measurements[name];
        const { calls } = each;
        return [
          each.title,
          kilo(each.bytes),
          kilo(each.gzippedBytes),
          each.initMs.toFixed(1),
          each.firstMs.toFixed(1),
          ...(isCpuHeld ? [each.heldFirstMs?.toFixed(1) ?? missing, known(each, 'coldMs', 1)] : []),
          mega(each.startInstructions),
          known(each, 'warmCpuUs', 0),
          kilo(each.warmInstructions),
          (each.rssKb / 1024).toFixed(1),
          Object.keys(calls).length === 0
            ? missing
            : [calls.new, calls.duplicate, calls.conflict, calls.refused]
                .map((count) => count ?? missing)
                .join(', '),
        ];
      }),
    ),
    [
      `Machine: ${results.machine}. Date: ${results.date.slice(0, 10)}.`,
      `Versions: ${Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', ')}.`,
      `Rounds: ${Object.entries(results.rounds)
        .map(([name, count]) => `${name} ${count}`)
        .join(', ')}.`,
      counter === undefined
        ? 'Instructions: not measured, since neither perf nor valgrind could count them.'
        : `Instructions: ${counter}.`,
      isCpuHeld
        ? 'Held CPU: a control group with 29 % of a core, in periods of 20 ms, entered after init.'
        : 'Held CPU: not measured, since this machine let us make no control group.',
    ].join('\n'),
    '### Beyond the bare SDK in the lean bundle',
    differences(measurements),
    '## As the work grows',
    loadTables(results.load),
    '## Cost',
    costReport(results, consumption),
  ].join('\n\n');
}

/**
 * Returns what the receiver costs beyond the bare SDK, by piece. A piece is the difference to the
 * variant without it, and the last piece is the rest.
 */
function differences({ bare, ours, oursUnwarmed, oursSilent }: Measurements): string {
  const beyond = (figure: 'startInstructions' | 'warmInstructions') => (other: Measurement) =>
    (ours[figure] ?? Number.NaN) - (other[figure] ?? Number.NaN);
  const start = beyond('startInstructions');
  const warm = beyond('warmInstructions');
  const rest = start(bare) - start(oursUnwarmed) - start(oursSilent);
  return markdownTable(
    ['piece', 'start M instr.', 'warm k instr.'],
    [
      ['read and rehearsal', mega(start(oursUnwarmed)), missing],
      ['log line and metrics (Powertools)', mega(start(oursSilent)), kilo(warm(oursSilent))],
      ['Middy, valibot, our own code', mega(rest), kilo(warm(bare) - warm(oursSilent))],
      ['all', mega(start(bare)), kilo(warm(bare))],
    ],
  );
}

/** Returns a median with its uncertainty. */
function known(each: Measurement, figure: 'coldMs' | 'warmCpuUs', digits: number): string {
  const value = each[figure];
  if (value === undefined) return missing;
  return `${value.toFixed(digits)} ± ${(value * (each.spread[figure] ?? 0)).toFixed(digits)}`;
}

function show({ unit }: Target, value: number): string {
  return unit === 'ratio' ? value.toFixed(3) : unit === 'KB' ? value.toFixed(1) : String(value);
}

async function consumptionHere() {
  const dynamoDb = await startEmbeddedDynamoDb();
  const client = dynamoDb.client();
  await dynamoDb.createSessionRecordTable(tableName);
  return measureConsumption(client).finally(() => {
    client.destroy();
    return dynamoDb.close();
  });
}
