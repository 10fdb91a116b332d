import { createHash, randomInt } from 'node:crypto';
import pMap from 'p-map';
import { aCallback } from '../builders/callback.ts';
import { startFaultBench } from './fault-bench.ts';
import type { Fault } from './faulty-proxy.ts';
import { type Delivery, deliver } from './provider.ts';

/** A fault while callbacks arrive. */
export interface Scenario {
  readonly name: string;
  readonly table: Fault;
  /** @default 'none' */
  readonly queue?: Fault;
  /** Other faults of table and queue, after that many milliseconds. */
  readonly later?: { readonly afterMs: number; readonly table: Fault; readonly queue: Fault };
  /** Milliseconds until table and queue recover. Callbacks still arrive then. */
  readonly recoversAfterMs?: number;
  /**
   * Whether the fault is there before the handler starts, in a process of its own. It then opens no
   * connection before the fault.
   * @default false
   */
  readonly isFromStart?: boolean;
  /**
   * A text at the end of each callback's userId.
   * @default - none
   */
  readonly text?: string;
  /** Whether the handler's process is killed at random moments. */
  readonly kills?: boolean;
  readonly callbacks: number;
  /** How many callbacks are under way at the same time. */
  readonly concurrency: number;
  /**
   * The most retransmissions of a callback that was not answered 0.
   * @default 3
   */
  readonly retransmissions?: number;
}

/** Whether a scenario needs names that hang, which not every machine can make. */
export function needsNames({ table, queue }: Scenario): boolean {
  return [table, queue].includes('has a name that never resolves');
}

/** The result of a scenario, after the recovery and the replay. */
export interface Result {
  readonly sent: number;
  /** Callbacks that were answered 0. */
  readonly accepted: number;
  /** Records in the table. */
  readonly found: number;
  /** Callbacks that were answered 0 and have no record. */
  readonly lost: number;
  /** Records beyond one for each callback. */
  readonly duplicated: number;
  /** Records that differ from the sent callback. */
  readonly altered: number;
  /** Records whose `deliveries` are fewer than were answered 0, or more than were sent. */
  readonly miscounted: number;
  readonly slowestMs: number;
  /** Whether the first callback after the recovery was in the table at its answer. */
  readonly isNextRecorded: boolean;
  /** Deliveries whose connection broke. There are none unless the process was killed. */
  readonly broken: number;
}

/** Runs a scenario with services and a handler of its own. */
export async function runScenario(scenario: Scenario): Promise<Result> {
  const bench = await startFaultBench(needsNames(scenario));
  try {
    return await runOn(bench, scenario);
  } finally {
    await bench.close();
  }
}

type FaultBench = Awaited<ReturnType<typeof startFaultBench>>;

async function runOn(bench: FaultBench, scenario: Scenario): Promise<Result> {
  const { table, queue, becomeWell, readTable } = bench;
  const callbacks = Array.from({ length: scenario.callbacks }, (_, i) =>
    aCallback({ userId: `user-${i}${scenario.text ?? ''}` }),
  );
  const breakDown = () =>
    Promise.all([table.become(scenario.table), queue.become(scenario.queue ?? 'none')]);
  if (scenario.isFromStart) await breakDown();
  const isSecure = scenario.table === 'never answers a TLS handshake';
  if (scenario.isFromStart || scenario.kills) await bench.serveInProcess({ isSecure });
  else await bench.serve();
  await breakDown();
  const { recoversAfterMs, later } = scenario;
  const recovery = recoversAfterMs && setTimeout(becomeWell, recoversAfterMs);
  const change =
    later &&
    setTimeout(() => {
      void table.become(later.table);
      void queue.become(later.queue);
    }, later.afterMs);
  const killSometimes = killAtRandom(bench, scenario);
  const deliverOne = (callback: object) => {
    killSometimes();
    return deliver(bench.url, callback, scenario.retransmissions);
  };
  const deliveries = await pMap(callbacks, deliverOne, scenario).finally(() => {
    clearTimeout(recovery || undefined);
    clearTimeout(change);
  });
  await becomeWell();
  const next = aCallback();
  await deliver(bench.url, next);
  const isNextRecorded = (await readTable()).some(({ content }) => content['uuid'] === next.uuid);
  await bench.replayQueue();

  const records = (await readTable()).filter(({ content }) => content['uuid'] !== next.uuid);
  const recordOf = new Map(records.map((record) => [record.content['uuid'], record]));
  const accepted = callbacks.filter((_, i) => deliveries[i]?.isAccepted);
  return {
    sent: callbacks.length,
    accepted: accepted.length,
    found: records.length,
    lost: accepted.filter(({ uuid }) => !recordOf.has(uuid)).length,
    duplicated: records.length - callbacks.filter(({ uuid }) => recordOf.has(uuid)).length,
    altered: callbacks.filter((callback) =>
      isAltered(callback, recordOf.get(callback.uuid)?.content),
    ).length,
    miscounted: callbacks.filter(({ uuid }, i) => {
      const counted = recordOf.get(uuid)?.deliveries;
      const { isAccepted, sent } = deliveries[i] as Delivery;
      return counted !== undefined && (counted < (isAccepted ? 1 : 0) || counted > sent);
    }).length,
    slowestMs: Math.max(...deliveries.map(({ slowestMs }) => slowestMs)),
    isNextRecorded,
    broken: deliveries.reduce((total, { broken }) => total + broken, 0),
  };
}

function isAltered(
  { token, secureLogin, ...sent }: ReturnType<typeof aCallback>,
  record?: Readonly<Record<string, unknown>>,
): boolean {
  if (record === undefined) return false;
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const digests = { tokenSha256: sha256(token), secureLoginSha256: sha256(secureLogin) };
  return Object.entries({ ...sent, ...digests }).some(([name, value]) => record[name] !== value);
}

/** Returns a function that kills the handler now and then, while callbacks are under way. */
function killAtRandom(bench: FaultBench, { kills = false, concurrency }: Scenario): () => void {
  const anyNumber = () => randomInt(Math.ceil(concurrency / 2), 3 * concurrency);
  let left = anyNumber();
  return () => {
    left -= 1;
    if (!kills || left > 0) return;
    left = anyNumber();
    bench.kill();
  };
}
