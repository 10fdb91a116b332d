import { createRequire } from 'node:module';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { quantile } from './figures.ts';

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

/**
 * Plays the Lambda runtime in a process of its own. It loads a bundle, feeds it callbacks, and
 * reports the figures. It is bundled too, so that the measured process strips no TypeScript.
 */
type Handler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

const task: Task = JSON.parse(process.argv[2] ?? '');
const eventText = JSON.stringify(task.event);
const context = {
  functionName: 'SessionExpired',
  functionVersion: '$LATEST',
  memoryLimitInMB: '512',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:SessionExpired',
  awsRequestId: '3f6e1f2e-6a5c-4d0d-9a55-1c9f5d8a7b11',
  getRemainingTimeInMillis: () => (task.slowedDown ? 8_000_000 : 8_000),
} as Context;
let sent = 0;

/** Returns milliseconds. `performance` would load a module that a variant may do without. */
const now = () => Number(process.hrtime.bigint()) / 1e6;

/**
 * Sends a callback with a uuid of its own, parsed from text as by the Lambda runtime.
 *
 * @throws Error unless the answer is the expected one
 */
async function send(handler: Handler): Promise<void> {
  sent += 1;
  const event = JSON.parse(eventText.replace('a-uuid-of-its-own', `uuid-${process.pid}-${sent}`));
  const { body } = await handler(event, context);
  if (!body.startsWith(task.expect)) throw new Error(`unexpected answer: ${body}`);
}

async function load(): Promise<Handler> {
  const module = task.bundle.endsWith('.cjs')
    ? createRequire(import.meta.url)(task.bundle)
    : await import(task.bundle);
  return module.handler;
}

async function runTask(): Promise<TaskResult> {
  // An emulator is slow. Time budgets would run out in it that never do on a real CPU.
  if (task.slowedDown) {
    const { setTimeout } = globalThis;
    const never = 2 ** 31 - 1;
    globalThis.setTimeout = ((run: () => void) => setTimeout(run, never)) as typeof setTimeout;
  }
  const startedAt = now();
  const handler = await load();
  const initMs = now() - startedAt;

  if (task.throttled) await throttle();
  const calledAt = now();
  for (let i = 0; i < task.first; i++) await send(handler);
  const firstMs = now() - calledAt;

  const batches: Batch[] = [];
  for (let i = 0; i < task.batches; i++) batches.push(await runBatch(handler));
  return { initMs, firstMs, batches, rssKb: process.memoryUsage.rss() / 1024 };
}

async function runBatch(handler: Handler): Promise<Batch> {
  const before = process.cpuUsage();
  const latenciesMs: number[] = [];
  let refused = 0;
  let left = task.batchSize;
  const call = async () => {
    while (left-- > 0) {
      const startedAt = now();
      await send(handler).catch((error) => {
        // Under too much load, an answer that asks for a retry is a valid result.
        if (task.atOnce === 1) throw error;
        refused += 1;
      });
      latenciesMs.push(now() - startedAt);
      if (task.spacingMs > 0) await new Promise((resolve) => setTimeout(resolve, task.spacingMs));
    }
  };
  const startedAt = now();
  await Promise.all(Array.from({ length: task.atOnce }, call));
  const tookMs = now() - startedAt;
  const { user, system } = process.cpuUsage(before);
  return {
    cpuUs: (user + system) / task.batchSize,
    wallUs: (latenciesMs.reduce((sum, each) => sum + each, 0) * 1000) / task.batchSize,
    perSecond: (task.batchSize * 1000) / tookMs,
    p50Ms: quantile(latenciesMs, 0.5),
    p99Ms: quantile(latenciesMs, 0.99),
    refused,
  };
}

/** Waits until the parent has limited this process's CPU. */
function throttle(): Promise<unknown> {
  const released = new Promise((resolve) => process.once('message', resolve));
  process.send?.('ready');
  return released;
}

const result = await runTask();
if (process.send) process.send(result, () => process.exit(0));
else process.exit(0);
