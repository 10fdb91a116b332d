import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { forgetDeveloper } from '../run-environment.ts';
import { canHangNames } from './faulty-names.ts';
import { needsNames, type Result, runScenario, type Scenario } from './run-scenario.ts';
import { scenarios } from './scenarios.ts';

/**
 * `npm run test:faults` runs every scenario and prints a table. It exits with 1 if a callback was
 * lost, duplicated, altered, miscounted or late. It also exits with 1 if the first callback after a
 * recovery was not recorded.
 *
 * `-- --write` also puts the table into docs/reliability.md, unless the run fails or skips a row.
 */
const { write } = parseArgs({ options: { write: { type: 'boolean', default: false } } }).values;

const columns = [
  'sent',
  'answered 0',
  'in table',
  'lost',
  'duplicated',
  'altered',
  'miscounted',
  'slowest answer',
  'next one',
];
const lines = [`| fault | ${columns.join(' | ')} |`, `|---|${columns.map(() => '--:|').join('')}`];
console.log(lines.join('\n'));

forgetDeveloper();
let isSound = true;
let isWhole = true;
for (const scenario of scenarios(200)) {
  if (needsNames(scenario) && !canHangNames()) {
    console.log(`skipped: ${scenario.name} (a name that hangs needs Linux's unshare, and root)`);
    isWhole = false;
    continue;
  }
  const result = await runScenario(scenario);
  lines.push(toLine(scenario, result));
  console.log(lines.at(-1));
  const { lost, duplicated, altered, miscounted, slowestMs, isNextRecorded } = result;
  isSound &&= lost + duplicated + altered + miscounted === 0 && slowestMs < 5_000 && isNextRecorded;
}
if (write && isSound && isWhole) writeTable(lines.join('\n'));
process.exit(isSound ? 0 : 1);

function toLine({ name }: Scenario, result: Result): string {
  const { sent, accepted, found, lost, duplicated, altered, miscounted } = result;
  const { slowestMs, isNextRecorded } = result;
  const slowest = `${(slowestMs / 1000).toFixed(2)} s`;
  const next = isNextRecorded ? 'recorded' : 'not recorded';
  const counts = [sent, accepted, found, lost, duplicated, altered, miscounted];
  const cells = [name, ...counts, slowest, next];
  return `| ${cells.join(' | ')} |`;
}

/** Replaces the text between the markers, and keeps the words around them. */
function writeTable(table: string): void {
  const file = new URL('../../docs/reliability.md', import.meta.url);
  const [start, end] = [
    '<!-- npm run test:faults -- --write writes from here -->',
    '<!-- to here -->',
  ];
  const [before = '', rest = ''] = readFileSync(file, 'utf8').split(start);
  writeFileSync(file, `${before}${start}\n\n${table}\n\n${rest.slice(rest.indexOf(end))}`);
}
