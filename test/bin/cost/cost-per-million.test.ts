import { describe, expect, it } from 'vitest';
import {
  type CostInputs,
  costPerMillion,
  type PriceName,
  type Prices,
  prices,
  totalOf,
} from '../../../bin/cost/cost-per-million.ts';

const free = Object.fromEntries(Object.keys(prices).map((name) => [name, 0])) as Prices;

const inputs: CostInputs = {
  gateway: 'apiGatewayRestRequest',
  queueRequests: 3,
  startMs: 71.5,
  coldShare: 0.25,
  consumption: { tableWriteUnits: 1, indexWriteUnits: 2, logBytes: 1024, storedBytes: 1024 },
  durationMs: 7.2,
  memoryMb: 512,
  platformLogBytes: 2048,
  isEvent: true,
  retentionMonths: 3,
};

const only = (name: PriceName, usd: number) =>
  totalOf(costPerMillion({ ...free, [name]: usd }, inputs));

describe('costPerMillion', () => {
  it('charges requests and events once for each callback', () => {
    for (const name of [
      'apiGatewayRestRequest',
      'lambdaRequest',
      'pipeRequest',
      'customEvent',
    ] as const) {
      expect(only(name, 2e-6)).toBeCloseTo(2);
    }
  });

  it('bills started milliseconds of the memory', () => {
    const warm = costPerMillion({ ...free, lambdaGbSecond: 1 }, { ...inputs, coldShare: 0 });
    expect(totalOf(warm)).toBeCloseTo(1e6 * 0.008 * 0.5);
  });

  it('bills the start of the share that meets no running sandbox', () => {
    expect(only('lambdaGbSecond', 1)).toBeCloseTo(1e6 * (0.008 + 0.25 * 0.072) * 0.5);
  });

  it('charges the gateway that takes the request, and each request to a queue', () => {
    expect(only('apiGatewayHttpRequest', 1)).toBe(0);
    expect(only('sqsRequest', 1e-6)).toBeCloseTo(3);
    const cheaper = { ...inputs, gateway: 'apiGatewayHttpRequest' as const };
    expect(totalOf(costPerMillion({ ...free, apiGatewayHttpRequest: 1e-6 }, cheaper))).toBeCloseTo(
      1,
    );
  });

  it('charges the write units of the table and of the indexes', () => {
    expect(only('writeRequestUnit', 1e-6)).toBeCloseTo(3);
  });

  it('charges every log by its bytes, and storage by the month', () => {
    expect(only('logIngestionGb', 1024)).toBeCloseTo((3 / 1024) * 1e6);
    expect(only('tableStorageGbMonth', 1024)).toBeCloseTo((3 / 1024) * 1e6);
  });

  it('charges no event for what becomes none', () => {
    const quiet = costPerMillion(
      { ...free, pipeRequest: 1, customEvent: 1 },
      { ...inputs, isEvent: false },
    );
    expect(totalOf(quiet)).toBe(0);
  });
});
