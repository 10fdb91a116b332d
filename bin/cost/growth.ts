import type { Consumption } from './measure-consumption.ts';
import quotas from './quotas.json' with { type: 'json' };

/** One callback's needs and the stage's limits. */
export interface GrowthInputs {
  readonly consumption: Consumption;
  readonly durationMs: number;
  readonly usdPerMillion: number;
  /** The stage's own limit, in callbacks a second. */
  readonly throttle: { readonly rate: number; readonly burst: number };
}

/** The needs of one rate of callbacks. */
export interface GrowthStep {
  /** New callbacks a second, at a steady rate. */
  readonly rate: number;
  /** Sandboxes that run at the same time, on average. */
  readonly concurrency: number;
  readonly tableWriteUnits: number;
  /** Write units a second of the busiest index. */
  readonly indexWriteUnits: number;
  readonly usdPerDay: number;
  /** Limits that must be raised or prepared before that rate. */
  readonly toRaise: readonly string[];
}

const rates = [1, 10, 100, 1_000, 10_000];

/**
 * The share of a limit that may be in use before it must be raised. Traffic is uneven within a
 * second.
 */
const headroom = 0.5;

/** Returns what grows with the rate of callbacks, and the limits that each rate meets. */
export function growth({
  consumption,
  durationMs,
  usdPerMillion,
  throttle,
}: GrowthInputs): GrowthStep[] {
  return rates.map((rate) => {
    const concurrency = (rate * durationMs) / 1000;
    const tableWriteUnits = rate * consumption.tableWriteUnits;
    const isNear = (use: number, limit: number) => use > limit * headroom;
    const limits: [boolean, string][] = [
      [
        isNear(rate, throttle.rate),
        `setting throttle (${throttle.rate} a second, burst ${throttle.burst})`,
      ],
      [
        isNear(tableWriteUnits, quotas.newTableWriteUnitsPerSecond),
        `warm throughput of table and indexes, to ${tableWriteUnits / headroom} write units a ` +
          `second (a new table takes ${quotas.newTableWriteUnitsPerSecond})`,
      ],
      [
        isNear(tableWriteUnits, quotas.tableWriteUnitsPerSecond),
        `DynamoDB table quota (${quotas.tableWriteUnitsPerSecond} write units a second)`,
      ],
      [
        isNear(rate, quotas.apiGatewayRequestsPerSecond),
        `API Gateway account quota (${quotas.apiGatewayRequestsPerSecond} a second, burst ` +
          `${quotas.apiGatewayBurst})`,
      ],
      [
        isNear(concurrency, quotas.lambdaConcurrency),
        `Lambda concurrency (${quotas.lambdaConcurrency})`,
      ],
    ];
    return {
      rate,
      concurrency,
      tableWriteUnits,
      indexWriteUnits: rate,
      usdPerDay: (rate * 86_400 * usdPerMillion) / 1e6,
      toRaise: limits.flatMap(([isReached, limit]) => (isReached ? [limit] : [])),
    };
  });
}
