import { readSeededRun } from '../builders/seeded-run.ts';
import { checkHistories } from './check-histories.ts';

/**
 * `npm run test:histories` tries histories and prints the smallest one that breaks the promise. It
 * exits with 1 if there is one.
 */
const { runs, seed } = readSeededRun('npm run test:histories', 10_000);
const startedAt = performance.now();
const { tried, broken } = await checkHistories({ runs, seed });
const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
const repeat = `npm run test:histories -- --seed ${seed} --runs ${runs}`;
console.log(`histories tried: ${tried} in ${seconds} s, seed ${seed}`);
console.log(broken ?? 'the promise held in each');
console.log(`repeat with: ${repeat}`);
process.exit(broken === undefined ? 0 : 1);
