import { outcomes } from '../../lambda/callback/outcome.ts';
import { metricUnits } from '../../lambda/shared/telemetry.ts';
import { readSettings } from '../../lib/settings/read-settings.ts';
import { markdownTable } from '../kit/formats.ts';
import {
  alternatives,
  billedTimes,
  comparisonTable,
  dynamoDbMs,
  type MeasuredHandlers,
} from './alternatives.ts';
import {
  type CostInputs,
  costPerMillion,
  dollars,
  prices,
  pricesSource,
  totalOf,
} from './cost-per-million.ts';
import { growth } from './growth.ts';
import { type Consumption, type Delivery, platformLogBytes } from './measure-consumption.ts';

/**
 * A pipe polls each shard of a stream four times a second. A table of this size has one to four
 * shards. Both are assumptions, as for a trigger.
 */
const streamReadsPerMonth = 4 * 60 * 60 * 24 * 30;

/** Every metric that the Lambdas publish has one set of dimensions. */
export const customMetrics = Object.keys({ ...outcomes, ...metricUnits }).length;

/**
 * The share of callbacks that find no running sandbox, by their rate. The report states this
 * assumption.
 */
const coldShares = { '1,000 an hour': 0.01, '1 an hour': 1 };

/** The measurements that the report needs. */
export interface CostReportInputs {
  /**
   * Milliseconds of a callback in the Lambda, without DynamoDB's own, as `npm run bench` measures
   * them.
   */
  readonly callbackMs: number;
  /** The way that `callbackMs` was measured. */
  readonly callbackMsSource: string;
  readonly measurements: MeasuredHandlers;
}

/** Returns the cost of callbacks that consume so much, as Markdown. */
export function costReport(
  { callbackMs, callbackMsSource, measurements }: CostReportInputs,
  consumption: Readonly<Record<Delivery, Consumption>>,
): string {
  const { throttle, retentionDays } = readSettings(
    { dev: { partners: [{ secureLogin: 'a', providerId: 'b' }] } },
    'dev',
  );
  const inputsOf = (delivery: Delivery): CostInputs => ({
    gateway: 'apiGatewayRestRequest',
    consumption: consumption[delivery],
    ...billedTimes(measurements.ours),
    coldShare: coldShares['1,000 an hour'],
    queueRequests: 0,
    memoryMb: 512,
    platformLogBytes,
    isEvent: delivery === 'new',
    retentionMonths: Math.round(retentionDays / 30),
  });
  const fresh = costPerMillion(prices, inputsOf('new'));
  const repeated = costPerMillion(prices, inputsOf('retransmission'));
  const { durationMs } = inputsOf('new');
  return [
    '### Dollars per million callbacks',
    pricesSource,
    `Duration: ${callbackMs.toFixed(2)} ms measured (${callbackMsSource}) + ${dynamoDbMs} ms ` +
      'assumed for DynamoDB. Write units, log bytes and stored bytes: measured on the embedded ' +
      'DynamoDB.',
    'Starts: Lambda bills init since August 2025. Measured: init, and what the first callback ' +
      "takes more than a further one; the runtime's own start is not in it and is the same for " +
      'all. Assumed: at 1,000 callbacks an hour one in a hundred meets no running sandbox (AWS ' +
      'says that production workloads see less than that), and at 1 an hour each does. The table ' +
      'is for 1,000.',
    markdownTable(
      ['item', 'new callback', '$', 'retransmission', '$'],
      [
        ...fresh.map((item, i) => [
          item.name,
          item.quantity,
          dollars(item.usd),
          repeated[i]?.quantity ?? '',
          dollars(repeated[i]?.usd ?? 0),
        ]),
        [
          '**total**',
          '',
          `**${dollars(totalOf(fresh))}**`,
          '',
          `**${dollars(totalOf(repeated))}**`,
        ],
      ],
    ),
    'Each month besides, however few the callbacks: ' +
      `${dollars(customMetrics * prices.customMetricMonth)} for ${customMetrics} metrics, and ` +
      `${dollars(streamReadsPerMonth * prices.streamReadRequest)} for reading a shard of the ` +
      'stream.',
    '### Beside what else could be built or bought',
    comparisonTable(
      prices,
      inputsOf('new'),
      alternatives(inputsOf('new'), measurements),
      coldShares,
    ),
    '### From 1 to 10,000 callbacks a second',
    growthTable(consumption.new, durationMs, totalOf(fresh), throttle),
    'A limit is listed once the steady rate is over half of it. Beyond the listed: Lambda starts ' +
      'at most 1,000 sandboxes per 10 s and function, which the concurrency above never nears; a ' +
      'partition takes 1,000 write units a second, and every callback has a partition key of its ' +
      'own in the table (`uuid`), while one player or session would have to expire 1,000 times a ' +
      'second to heat a partition of an index; on-demand tables double their previous peak ' +
      'within 30 minutes, beyond that warm throughput must be set ahead.',
  ].join('\n\n');
}

function growthTable(
  consumption: Consumption,
  durationMs: number,
  usdPerMillion: number,
  throttle: { rate: number; burst: number },
): string {
  return markdownTable(
    [
      'new callbacks a second',
      'sandboxes at work',
      'write units a second: table',
      'each index',
      '$ a day',
      'raise first',
    ],
    growth({ consumption, durationMs, usdPerMillion, throttle }).map((step) => [
      step.rate.toLocaleString('en'),
      step.concurrency.toFixed(step.concurrency < 10 ? 2 : 0),
      step.tableWriteUnits.toLocaleString('en'),
      step.indexWriteUnits.toLocaleString('en'),
      dollars(step.usdPerDay),
      step.toRaise.join('; ') || 'nothing',
    ]),
  );
}
