import type { Consumption } from './measure-consumption.ts';
import type { Prices } from './price-list.ts';

export interface CostInputs {
  readonly consumption: Consumption;
  /** Milliseconds that AWS bills for, before it rounds them up. */
  readonly durationMs: number;
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

const bytesPerGb = 1024 ** 3;

/** Returns what a million callbacks cost, item by item. */
export function costPerMillion(prices: Prices, inputs: CostInputs): CostItem[] {
  const { tableWriteUnits, indexWriteUnits, logBytes, storedBytes } = inputs.consumption;
  const gbSeconds = ((Math.ceil(inputs.durationMs) / 1000) * inputs.memoryMb) / 1024;
  const item = (name: string, quantity: string, usdEach: number): CostItem => ({
    name,
    quantity,
    usd: usdEach * 1e6,
  });
  const storage = prices.tableStorageGbMonth + prices.backupStorageGbMonth;
  const events = inputs.isEvent ? 1 : 0;
  return [
    item('API Gateway', '1 REST request', prices.apiGatewayRestRequest),
    item('Lambda, requests', '1 request', prices.lambdaRequest),
    item(
      'Lambda, duration',
      `${Math.ceil(inputs.durationMs)} ms of ${inputs.memoryMb} MB`,
      gbSeconds * prices.lambdaGbSecond,
    ),
    item('Table writes', `${tableWriteUnits} write units`, tableWriteUnits * prices.writeRequestUnit),
    item('Index writes', `${indexWriteUnits} write units`, indexWriteUnits * prices.writeRequestUnit),
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
