import type { Consumption } from './measure-consumption.ts';
import priceList from './price-list.json' with { type: 'json' };

/** The name of a price. */
export type PriceName = keyof typeof priceList.prices;

/** Dollars for one unit of each thing that AWS charges for, before any free tier or discount. */
export type Prices = Readonly<Record<PriceName, number>>;

/** The prices of `price-list.json`, which names their date, region and sources. */
export const prices = Object.fromEntries(
  Object.entries(priceList.prices).map(([name, { usd, per }]) => [name, usd / per]),
) as Prices;

/** Names of the prices that were not seen in a price list of AWS's own. */
const unverified = Object.entries(priceList.prices).flatMap(([name, price]) =>
  'isUnverified' in price ? [name] : [],
);

/** Where the prices come from, in one sentence. */
export const pricesSource =
  `Prices: \`bin/cost/price-list.json\` (${priceList.region}, ${priceList.date}, ` +
  `${priceList.currency}; not verified: ${unverified.join(', ')}), without free tier and discounts.`;

/** The AWS service that takes the provider's request. */
export type Gateway = 'apiGatewayRestRequest' | 'apiGatewayHttpRequest' | 'webhookGatewayEvent';

/** One way to receive callbacks, with everything that AWS charges for. */
export interface CostInputs {
  readonly gateway: Gateway;
  readonly consumption: Consumption;
  /** Milliseconds that AWS bills for, before rounding up. */
  readonly durationMs: number;
  /**
   * Extra milliseconds that AWS bills for a callback without a running sandbox. Lambda bills init
   * since August 2025.
   */
  readonly startMs: number;
  /** The share of callbacks that find no running sandbox. */
  readonly coldShare: number;
  /** Queue requests for each callback. */
  readonly queueRequests: number;
  readonly memoryMb: number;
  /** Bytes that API Gateway and Lambda log on their own. */
  readonly platformLogBytes: number;
  /** Whether a new record sends an event. */
  readonly isEvent: boolean;
  /** Months for which the record is kept. */
  readonly retentionMonths: number;
}

/** One item of the bill. */
export interface CostItem {
  readonly name: string;
  /** The amount that one callback uses, with its unit. */
  readonly quantity: string;
  /** Dollars for a million callbacks. */
  readonly usd: number;
}

const gateways: Record<Gateway, string> = {
  apiGatewayRestRequest: '1 REST request',
  apiGatewayHttpRequest: '1 HTTP request',
  webhookGatewayEvent: '1 event',
};

const bytesPerGb = 1024 ** 3;

/** Returns the cost of a million callbacks, item by item. */
export function costPerMillion(prices: Prices, inputs: CostInputs): CostItem[] {
  const { tableWriteUnits, indexWriteUnits, logBytes, storedBytes } = inputs.consumption;
  const gbSeconds = (ms: number) => ((Math.ceil(ms) / 1000) * inputs.memoryMb) / 1024;
  const item = (name: string, quantity: string, usdEach: number): CostItem => ({
    name,
    quantity,
    usd: usdEach * 1e6,
  });
  const storage = prices.tableStorageGbMonth + prices.backupStorageGbMonth;
  const events = inputs.isEvent ? 1 : 0;
  return [
    item('Gateway', gateways[inputs.gateway], prices[inputs.gateway]),
    item('Queue', `${inputs.queueRequests} requests`, inputs.queueRequests * prices.sqsRequest),
    item('Lambda, requests', '1 request', prices.lambdaRequest),
    item(
      'Lambda, duration',
      `${Math.ceil(inputs.durationMs)} ms of ${inputs.memoryMb} MB`,
      gbSeconds(inputs.durationMs) * prices.lambdaGbSecond,
    ),
    item(
      'Lambda, starts',
      `${Math.ceil(inputs.startMs)} ms for ${inputs.coldShare * 100} %`,
      gbSeconds(inputs.startMs) * inputs.coldShare * prices.lambdaGbSecond,
    ),
    item(
      'Table writes',
      `${tableWriteUnits} write units`,
      tableWriteUnits * prices.writeRequestUnit,
    ),
    item(
      'Index writes',
      `${indexWriteUnits} write units`,
      indexWriteUnits * prices.writeRequestUnit,
    ),
    item('Logs: ours', `${logBytes} bytes`, (logBytes / bytesPerGb) * prices.logIngestionGb),
    item(
      'Logs: API Gateway and Lambda',
      `${inputs.platformLogBytes} bytes`,
      (inputs.platformLogBytes / bytesPerGb) * prices.logIngestionGb,
    ),
    item('Pipe', `${events} requests`, events * prices.pipeRequest),
    item('Event bus', `${events} events`, events * prices.customEvent),
    item(
      'Storage and backup',
      `${storedBytes} bytes for ${inputs.retentionMonths} months`,
      (storedBytes / bytesPerGb) * inputs.retentionMonths * storage,
    ),
  ];
}

/** Returns the sum of the items, in dollars. */
export function totalOf(items: readonly CostItem[]): number {
  return items.reduce((total, { usd }) => total + usd, 0);
}

/** Returns an amount of dollars as text. */
export function dollars(usd: number): string {
  return usd.toFixed(2);
}
