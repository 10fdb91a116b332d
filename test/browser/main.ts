import { startVitest } from 'vitest/node';
import { forgetDeveloper } from '../run-environment.ts';
import { findChromium } from './browser.ts';

/** `npm run test:browser` tests the page and a report in a real browser, if the machine has one. */
if (findChromium() === undefined) {
  console.log('skipped: browser tests (no Chromium here: install it, or set CHROMIUM to its path)');
} else {
  forgetDeveloper();
  const vitest = await startVitest('test', [], {
    // Not the projects of npm test.
    config: false,
    include: ['test/browser/**/*.browser.ts'],
    watch: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  });
  await vitest.close();
}
