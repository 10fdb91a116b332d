import type { Scenario } from './fault-bench.ts';
import { faults } from './faulty-proxy.ts';

/** Every fault of the table, faults of the queue on top, a recovery, and a process that is killed again and again. */
export function scenarios(callbacks: number): readonly Scenario[] {
  return [
    ...faults.map((table) => ({ name: table === 'none' ? 'no fault' : `table ${table}`, table, callbacks })),
    { name: 'table throttles, then recovers', table: 'throttles', recoversAfterMs: 1_500, callbacks },
    { name: 'table hangs, queue hangs', table: 'hangs', queue: 'hangs', callbacks },
    {
      name: 'table and queue refuse, then recover',
      table: 'refuses connections',
      queue: 'refuses connections',
      recoversAfterMs: 600,
      callbacks,
    },
    { name: 'table answers 500, queue answers 500', table: 'answers 500', queue: 'answers 500', callbacks },
    {
      name: 'table hangs, queue does it and loses the answer',
      table: 'hangs',
      queue: 'does it and loses the answer',
      callbacks,
    },
    { name: 'process killed at random', table: 'none', kills: true, callbacks: callbacks * 10 },
    { name: 'table throttles, process killed at random', table: 'throttles', kills: true, callbacks },
  ];
}
