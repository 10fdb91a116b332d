import { readSettings } from '../../lib/settings/read-settings.ts';
import { type CostItem, costPerMillion, totalOf } from './cost-per-million.ts';
import { growth } from './growth.ts';
import { table } from './markdown-table.ts';
import { type Consumption, type Delivery, measureConsumption } from './measure-consumption.ts';
import { platformLogBytes } from './platform-log.ts';
import { priceListTitle, prices, unverifiedPrices } from './price-list.ts';

/**
 * What a real DynamoDB in the same region takes to answer a small write, which the benchmark's canned one does not. An assumption:
 * AWS promises "single-digit milliseconds".
 */
const dynamoDbMs = 5;

/** A pipe polls each shard of a stream four times a second; a table of this size has one to four. An assumption, as for a trigger. */
const streamReadsPerMonth = 4 * 60 * 60 * 24 * 30;

/** Outcomes, `duration` and `unknownFields`, each with one set of dimensions. */
const customMetrics = 9;

export interface CostReportInputs {
  /** Milliseconds of a callback in the Lambda, without DynamoDB's own, as `npm run bench` measures it. */
  readonly callbackMs: number;
  /** How that was measured. */
  readonly callbackMsSource: string;
}

/** Measures what callbacks consume and returns what they cost, as Markdown. */
export async function costReport({ callbackMs, callbackMsSource }: CostReportInputs): Promise<string> {
  const consumption = await measureConsumption();
  const durationMs = callbackMs + dynamoDbMs;
  const { throttle, retentionDays } = readSettings(
    { dev: { partners: [{ secureLogin: 'a', providerId: 'b' }] } },
    'dev',
  );
  const costs = (delivery: Delivery): CostItem[] =>
    costPerMillion(prices, {
      consumption: consumption[delivery],
      durationMs,
      memoryMb: 512,
      platformLogBytes,
      isEvent: delivery === 'new',
      retentionMonths: Math.round(retentionDays / 30),
    });
  const fresh = costs('new');
  const repeated = costs('retransmission');
  return [
    '### Dollars per million callbacks',
    `Prices: \`bin/cost/price-list.json\` (${priceListTitle}; not verified: ${unverifiedPrices.join(', ')}), without free tier and discounts.`,
    `Duration: ${callbackMs.toFixed(2)} ms measured (${callbackMsSource}) + ${dynamoDbMs} ms assumed for DynamoDB. ` +
      'Write units, log bytes and stored bytes: measured on the embedded DynamoDB.',
    table(
      ['item', 'new callback', '$', 'retransmission', '$'],
      [
        ...fresh.map((item, i) => [
          item.name,
          item.quantity,
          dollars(item.usd),
          repeated[i]?.quantity ?? '',
          dollars(repeated[i]?.usd ?? 0),
        ]),
        ['**total**', '', `**${dollars(totalOf(fresh))}**`, '', `**${dollars(totalOf(repeated))}**`],
      ],
    ),
    `Each month besides, however few the callbacks: ${dollars(customMetrics * prices.customMetricMonth)} for ` +
      `${customMetrics} metrics, and ${dollars(streamReadsPerMonth * prices.streamReadRequest)} for reading a shard of the stream.`,
    '### From 1 to 10,000 callbacks a second',
    growthTable(consumption.new, durationMs, totalOf(fresh), throttle),
    'A limit is listed once the steady rate is over half of it. Beyond the listed: Lambda starts at most 1,000 sandboxes per 10 s and ' +
      'function, which the concurrency above never nears; a partition takes 1,000 write units a second, and every callback has a ' +
      'partition key of its own in the table (`uuid`), while one player or session would have to expire 1,000 times a second to ' +
      'heat a partition of an index; on-demand tables double their previous peak within 30 minutes, beyond that warm throughput ' +
      'must be set ahead.',
  ].join('\n\n');
}

function growthTable(
  consumption: Consumption,
  durationMs: number,
  usdPerMillion: number,
  throttle: { rate: number; burst: number },
): string {
  return table(
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

function dollars(usd: number): string {
  return usd.toFixed(2);
}
