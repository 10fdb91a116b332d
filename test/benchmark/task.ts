import type { APIGatewayProxyEvent } from 'aws-lambda';

/** What a process does after it loaded a bundle. */
export interface Task {
  readonly bundle: string;
  /** The callback; each is sent with a uuid of its own. */
  readonly event: APIGatewayProxyEvent;
  /** How each answer's body must start. */
  readonly expect: string;
  /** Callbacks that are measured together before the batches. */
  readonly first: number;
  readonly batches: number;
  readonly batchSize: number;
  /** Callbacks of a batch that are under way at the same time. */
  readonly atOnce: number;
  /** Milliseconds to idle after each callback of a batch. */
  readonly spacingMs: number;
  /** Whether it waits after its init, for a CPU quota to hold it. */
  readonly throttled: boolean;
  /** Whether it runs in an emulator, where time must not count. */
  readonly slowedDown: boolean;
}

export interface TaskResult {
  readonly initMs: number;
  readonly firstMs: number;
  readonly rssKb: number;
  readonly batches: readonly Batch[];
}

/** Figures of a batch: means per callback, how many were answered a second, and quantiles of what each waited. */
export interface Batch {
  readonly cpuUs: number;
  readonly wallUs: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers that were not the expected one; only callbacks at once may have any. */
  readonly refused: number;
}
