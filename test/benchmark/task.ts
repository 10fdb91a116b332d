import type { APIGatewayProxyEvent } from 'aws-lambda';

/** The work of a process after it loaded a bundle. */
export interface Task {
  readonly bundle: string;
  /** The callback. Each one is sent with a uuid of its own. */
  readonly event: APIGatewayProxyEvent;
  /** The start of each answer's body. */
  readonly expect: string;
  /** Callbacks that are measured together before the batches. */
  readonly first: number;
  readonly batches: number;
  readonly batchSize: number;
  /** Callbacks of a batch that run at the same time. */
  readonly atOnce: number;
  /** Milliseconds to idle after each callback of a batch. */
  readonly spacingMs: number;
  /** Whether the process waits after its init, for a CPU quota to limit it. */
  readonly throttled: boolean;
  /** Whether the process runs in an emulator, where time must not count. */
  readonly slowedDown: boolean;
}

/** The figures that a process reports. */
export interface TaskResult {
  readonly initMs: number;
  readonly firstMs: number;
  readonly rssKb: number;
  readonly batches: readonly Batch[];
}

/**
 * The figures of a batch: means per callback, answers a second, and quantiles of each callback's
 * wait.
 */
export interface Batch {
  readonly cpuUs: number;
  readonly wallUs: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers that differ from the expected one. Only callbacks at once may have any. */
  readonly refused: number;
}
