import { type Fault, faults } from './faulty-proxy.ts';
import type { Scenario } from './run-scenario.ts';

/** A scenario without what all of them share. */
type Row = Omit<Scenario, 'callbacks' | 'concurrency'>;

const beforeStart: readonly Fault[] = [
  'never answers a TLS handshake',
  'has a name that never resolves',
];

/** Each fault of the table, faults of the queue too, recoveries, and a process that is killed. */
const rows: readonly Row[] = [
  ...faults.map((table) => ({
    name: table === 'none' ? 'no fault' : `table ${table}`,
    table,
    isFromStart: beforeStart.includes(table),
  })),
  {
    name: 'table refuses connections, texts with characters that SQS refuses',
    table: 'refuses connections',
    text: '\ufffe\uffff',
  },
  { name: 'table throttles, then recovers', table: 'throttles', recoversAfterMs: 1_500 },
  { name: 'table hangs, queue hangs', table: 'hangs', queue: 'hangs' },
  {
    name: 'table and queue refuse, then recover',
    table: 'refuses connections',
    queue: 'refuses connections',
    recoversAfterMs: 600,
  },
  {
    name: 'table answers 500, queue answers 500',
    table: 'answers 500',
    queue: 'answers 500',
  },
  {
    name: 'table hangs, queue does it and loses the answer',
    table: 'hangs',
    queue: 'does it and loses the answer',
  },
  {
    name: 'table and queue have names that never resolve',
    table: 'has a name that never resolves',
    queue: 'has a name that never resolves',
    isFromStart: true,
  },
  {
    name: 'table has a name that never resolves, queue closes each connection',
    table: 'has a name that never resolves',
    queue: 'closes each connection',
    isFromStart: true,
  },
  {
    name: "table's name hangs, then the queue's",
    table: 'has a name that never resolves',
    isFromStart: true,
    later: { afterMs: 1_500, table: 'none', queue: 'has a name that never resolves' },
  },
  { name: 'process killed at random', table: 'none', kills: true },
  { name: 'table throttles, process killed at random', table: 'throttles', kills: true },
];

/** Whether neither table nor queue answers from start to end. Nothing can be answered 0 then. */
export function isNothingUp({ queue = 'none', recoversAfterMs }: Scenario): boolean {
  return !['none', 'closes each connection'].includes(queue) && recoversAfterMs === undefined;
}

/** Returns all scenarios, each with that many callbacks. Without a fault, a kill needs more. */
export function scenarios(callbacks: number): readonly Scenario[] {
  return rows.map((row) => ({
    ...row,
    callbacks: row.kills && row.table === 'none' ? callbacks * 10 : callbacks,
    concurrency: Math.min(50, callbacks),
  }));
}
