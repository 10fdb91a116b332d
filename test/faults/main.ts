import { startFaultBench } from './fault-bench.ts';
import { scenarios } from './scenarios.ts';

/** `npm run test:faults`: runs every scenario and prints a table; exits with 1 if a callback was lost, duplicated, altered or late. */
const bench = await startFaultBench();
const columns = [
  'sent',
  'answered 0',
  'in table',
  'lost',
  'duplicated',
  'altered',
  'slowest answer',
  'next one',
];
console.log(`| fault | ${columns.join(' | ')} |\n|---|${columns.map(() => '--:|').join('')}`);
let isSound = true;
for (const scenario of scenarios(200)) {
  const { sent, accepted, found, lost, duplicated, altered, slowestMs, isNextRecorded } =
    await bench.run(scenario);
  const slowest = `${(slowestMs / 1000).toFixed(2)} s`;
  const next = isNextRecorded ? 'recorded' : 'not recorded';
  console.log(
    `| ${[scenario.name, sent, accepted, found, lost, duplicated, altered, slowest, next].join(' | ')} |`,
  );
  isSound &&= lost + duplicated + altered === 0 && slowestMs < 5_000 && isNextRecorded;
}
await bench.close();
process.exit(isSound ? 0 : 1);
