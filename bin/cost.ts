import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { costReport } from './cost/cost-report.ts';

/** The measurements of `npm run bench`. */
const results = fileURLToPath(new URL('../docs/performance.json', import.meta.url));

if (existsSync(results)) {
  const { callbackMs, callbackMsSource, measurements } = JSON.parse(readFileSync(results, 'utf8'));
  console.log(await costReport({ callbackMs, callbackMsSource, measurements }));
} else {
  console.error(
    'docs/performance.json is missing, which has the measured duration: npm run bench writes it',
  );
  process.exitCode = 1;
}
