import { parseArgs } from 'node:util';
import { checkHistories } from './check-histories.ts';

/**
 * `npm run test:histories` tries histories and prints the smallest one that breaks the promise. It
 * exits with 1 if there is one.
 */
const { runs, seed } = readArguments();
const startedAt = performance.now();
const { tried, broken } = await checkHistories({ runs, seed });
const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
const repeat = `npm run test:histories -- --seed ${seed} --runs ${runs}`;
console.log(`histories tried: ${tried} in ${seconds} s, seed ${seed}`);
console.log(broken ?? 'the promise held in each');
console.log(`repeat with: ${repeat}`);
process.exit(broken === undefined ? 0 : 1);

function readArguments(): { runs: number; seed: number } {
  try {
    const options = {
      runs: { type: 'string', default: '10000' },
      seed: { type: 'string' },
    } as const;
    const { values } = parseArgs({ options });
    const numbers = {
      runs: Number(values.runs),
      seed: Number(values.seed ?? Date.now() & 0x7fffffff),
    };
    if (numbers.runs >= 1 && Object.values(numbers).every(Number.isSafeInteger)) return numbers;
  } catch {
    // An unknown option gets the same answer as a wrong one.
  }
  console.error('usage: npm run test:histories -- [--runs <1 or more>] [--seed <whole number>]');
  process.exit(2);
}
