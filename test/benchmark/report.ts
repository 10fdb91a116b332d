import { costReport } from '../../bin/cost/cost-report.ts';
import { measureConsumption } from '../../bin/cost/measure-consumption.ts';
import { markdownTable } from '../../bin/kit/formats.ts';
import { startEmbeddedDynamoDb } from '../../bin/local/embedded-dynamodb.ts';
import { tableLayout } from '../../lambda/records/table-layout.ts';
import { type Estimate, estimate, type Figure } from './figures.ts';
import { type Load, loadTables } from './load.ts';
import type { Measured, Measurement, Measurements } from './measurements.ts';
import { type Target, targets } from './targets.ts';

/** The results of a benchmark run: the content of `docs/performance.json`. */
export interface Results extends Measured {
  readonly date: string;
  /** CPU, cores and kernel. */
  readonly machine: string;
  readonly versions: Readonly<Record<string, string | undefined>>;
  /** The tool that counted instructions, if there was one. */
  readonly counter?: string | undefined;
  /** Milliseconds of a callback in the Lambda, without DynamoDB's own. */
  readonly callbackMs: number;
  readonly callbackMsSource: string;
  readonly load: Load;
}

/** A cell of a figure that this machine could not measure. */
const missing = '–';
const fixed = (value: number | undefined, digits: number, unit = 1): string =>
  value === undefined || Number.isNaN(value) ? missing : (value / unit).toFixed(digits);

/** Returns the tables of `docs/performance.md`. */
export async function report(results: Results): Promise<string> {
  const { measurements } = results;
  const indexes = Object.keys(tableLayout.indexes).length;
  const consumption = await consumptionHere();
  const compared = targets(measurements, consumption, indexes, results.load);
  return [
    '## Targets',
    markdownTable(
      ['target', 'at most', 'measured', '±', '', 'in time', '±'],
      compared.map(targetCells),
    ),
    `"measured" decides. For cold answers, starts and warm callbacks it is the ratio of
instructions, and "in time" is the same ratio of times. A ratio is made within each round; the
median of the rounds is shown. ± is twice the median's standard error in this run. Two runs on a
quiet machine agree within the sum of theirs, nineteen times in twenty.`,
    '## Measurements',
    measurementTable(measurements),
    footnotes(results),
    '### Beyond the bare SDK in the lean bundle',
    differences(measurements),
    '## As the work grows',
    loadTables(results.load),
    '## Cost',
    costReport(results, consumption),
  ].join('\n\n');
}

function targetCells({ name, atMost, measured, inTime, unit }: Target): string[] {
  const digits = { ratio: 3, KB: 1, count: 0 }[unit];
  const cells = ({ value, spread }: Estimate) => [
    fixed(value, digits),
    Number.isNaN(spread) ? '' : spread.toFixed(digits),
  ];
  return [
    name,
    atMost.toFixed(digits),
    ...cells(measured),
    measured.value <= atMost ? 'met' : '**missed**',
    ...(inTime ? cells(inTime) : ['', '']),
  ];
}

type Column = [head: string, cell: (measured: Measurement) => string];

const figure = (head: string, name: Figure, digits = 0, unit = 1): Column => [
  head,
  (measured) => fixed(measured[name], digits, unit),
];

/** A median with its uncertainty. */
const estimated = (head: string, name: Figure, digits: number): Column => [
  head,
  ({ samples }) => {
    const { value, spread } = estimate(samples[name]);
    return Number.isNaN(spread)
      ? fixed(value, digits)
      : `${value.toFixed(digits)} ± ${spread.toFixed(digits)}`;
  },
];

const columns: readonly Column[] = [
  ['variant', ({ title }) => title],
  ['bundle KB', ({ bytes }) => fixed(bytes, 0, 1e3)],
  ['gzipped', ({ gzippedBytes }) => fixed(gzippedBytes, 0, 1e3)],
  figure('init ms', 'initMs', 1),
  figure('first ms', 'firstMs', 1),
  figure('first ms, held CPU', 'heldFirstMs', 1),
  estimated('cold answer ms', 'coldMs', 1),
  figure('cold M instr.', 'coldInstructions', 0, 1e6),
  figure('start M instr.', 'startInstructions', 0, 1e6),
  estimated('warm CPU µs', 'warmCpuUs', 0),
  figure('warm k instr.', 'warmInstructions', 0, 1e3),
  figure('RSS MB', 'rssKb', 1, 1024),
  [
    'DynamoDB calls: new, repeated, conflict, refused',
    ({ calls }) =>
      [calls.new, calls.duplicate, calls.conflict, calls.refused]
        .map((count) => count ?? missing)
        .join(', '),
  ],
];

const measurementTable = (measurements: Measurements): string =>
  markdownTable(
    columns.map(([head]) => head),
    Object.values(measurements).map((measured) => columns.map(([, cell]) => cell(measured))),
  );

function footnotes({ machine, date, versions, rounds, counter, isCpuHeld }: Results): string {
  const list = (values: object) =>
    Object.entries(values)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
  return [
    `Machine: ${machine}. Date: ${date.slice(0, 10)}.`,
    `Versions: ${list(versions)}.`,
    `Rounds: ${list(rounds)}.`,
    counter === undefined
      ? 'Instructions: not measured, since neither perf nor valgrind could count them.'
      : `Instructions: ${counter}.`,
    isCpuHeld
      ? 'Held CPU: a control group with 29 % of a core, in periods of 20 ms, entered after init.'
      : 'Held CPU: not measured, since this machine let us make no control group.',
  ].join('\n');
}

/**
 * Returns what the receiver costs beyond the bare SDK, by piece. A piece is the difference to the
 * variant without it, and the last piece is the rest.
 */
function differences({ bare, ours, oursUnwarmed, oursSilent }: Measurements): string {
  const beyond = (figure: Figure, other: Measurement): number => {
    const others = other.samples[figure] ?? [];
    const own = ours.samples[figure] ?? [];
    return estimate(own.map((value, round) => value - (others[round] ?? Number.NaN))).value;
  };
  const start = (other: Measurement) => beyond('startInstructions', other);
  const warm = (other: Measurement) => beyond('warmInstructions', other);
  const row = (piece: string, startInstructions: number, warmInstructions?: number) => [
    piece,
    fixed(startInstructions, 1, 1e6),
    fixed(warmInstructions, 0, 1e3),
  ];
  const rest = start(bare) - start(oursUnwarmed) - start(oursSilent);
  return markdownTable(
    ['piece', 'start M instr.', 'warm k instr.'],
    [
      row('read and rehearsal', start(oursUnwarmed)),
      row('log line and metrics', start(oursSilent), warm(oursSilent)),
      row('Middy, valibot, our own code', rest, warm(bare) - warm(oursSilent)),
      row('all', start(bare), warm(bare)),
    ],
  );
}

async function consumptionHere() {
  const dynamoDb = await startEmbeddedDynamoDb();
  const client = dynamoDb.client();
  return measureConsumption(client).finally(() => {
    client.destroy();
    return dynamoDb.close();
  });
}
