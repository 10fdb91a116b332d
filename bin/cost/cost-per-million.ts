import type { Consumption } from './measure-consumption.ts';
import type { Prices } from './price-list.ts';

/** What takes the provider's request. */
export type Gateway = 'apiGatewayRestRequest' | 'apiGatewayHttpRequest' | 'webhookGatewayEvent';

export interface CostInputs {
  readonly gateway: Gateway;
  readonly consumption: Consumption;
  /** Milliseconds that AWS bills for, before it rounds them up. */
  readonly durationMs: number;
  /** Milliseconds that AWS bills for besides when a callback meets no running sandbox: Lambda bills init since August 2025. */
  readonly startMs: number;
  /** The share of callbacks that meet no running sandbox. */
  readonly coldShare: number;
  /** Requests to a queue that each callback goes through. */
  readonly queueRequests: number;
  readonly memoryMb: number;
  /** Bytes that API Gateway and Lambda log by themselves. */
  readonly platformLogBytes: number;
  /** Whether the record's arrival becomes an event. */
  readonly isEvent: boolean;
  /** Months that the record is kept. */
  readonly retentionMonths: number;
}

export interface CostItem {
  readonly name: string;
  /** What is charged for, for one callback, with its unit. */
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

/** Returns what a million callbacks cost, item by item. */
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

export function totalOf(items: readonly CostItem[]): number {
  return items.reduce((total, { usd }) => total + usd, 0);
}
