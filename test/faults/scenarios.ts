import { faults } from './faulty-proxy.ts';
import type { Scenario } from './run-scenario.ts';

/**
 * Returns every fault of the table, faults of the queue too, a recovery, and a process that is
 * killed repeatedly.
 */
export function scenarios(callbacks: number): readonly Scenario[] {
  return [
    ...faults.map((table) => ({
      name: table === 'none' ? 'no fault' : `table ${table}`,
      table,
      isFromStart:
        table === 'never answers a TLS handshake' || table === 'has a name that never resolves',
      callbacks,
    })),
    {
      name: 'table refuses connections, texts with characters that SQS refuses',
      table: 'refuses connections',
      text: '\ufffe\uffff',
      callbacks,
    },
    {
      name: 'table throttles, then recovers',
      table: 'throttles',
      recoversAfterMs: 1_500,
      callbacks,
    },
    { name: 'table hangs, queue hangs', table: 'hangs', queue: 'hangs', callbacks },
    {
      name: 'table and queue refuse, then recover',
      table: 'refuses connections',
      queue: 'refuses connections',
      recoversAfterMs: 600,
      callbacks,
    },
    {
      name: 'table answers 500, queue answers 500',
      table: 'answers 500',
      queue: 'answers 500',
      callbacks,
    },
    {
      name: 'table hangs, queue does it and loses the answer',
      table: 'hangs',
      queue: 'does it and loses the answer',
      callbacks,
    },
    {
      name: 'table and queue have names that never resolve',
      table: 'has a name that never resolves',
      queue: 'has a name that never resolves',
      isFromStart: true,
      callbacks,
    },
    { name: 'process killed at random', table: 'none', kills: true, callbacks: callbacks * 10 },
    {
      name: 'table throttles, process killed at random',
      table: 'throttles',
      kills: true,
      callbacks,
    },
  ];
}
