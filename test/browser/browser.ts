import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

const usualPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Returns the path of this machine's Chromium: from the variable `CHROMIUM`, or from Linux's usual
 * paths.
 */
export function findChromium(): string | undefined {
  return [process.env['CHROMIUM'] ?? '', ...usualPaths].find((path) => existsSync(path));
}

let browser: Promise<Browser> | undefined;

/** Opens a browser page and closes it with the test. The test fails if the page has an error. */
export async function aBrowserPage(
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Page> {
  browser ??= launch();
  const context = await (await browser).newContext({
    viewport: { width: 1320, height: 860 },
    ...options,
  });
  const page = await context.newPage();
  const errors: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => errors.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  onTestFinished(async () => {
    await context.close();
    expect(errors).toEqual([]);
    expect(
      requests.filter((url) => !/^(http:\/\/127\.0\.0\.1:\d+\/|file:|data:|blob:)/.test(url)),
    ).toEqual([]);
  });
  return page;
}

/** Ends the browser, if one was started. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
}

/** Starts Chromium without a sandbox, since CI runs as root, and without its own network calls. */
function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium() ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Writes a screenshot to `docs/` if the variable `SCREENSHOTS` is set. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (process.env['SCREENSHOTS']) await page.screenshot({ path: `docs/${name}.png` });
}
