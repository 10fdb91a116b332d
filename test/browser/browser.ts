import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

const usualPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Returns the path of this machine's Chromium: the variable `CHROMIUM`, or where Linux has it. */
export function findChromium(): string | undefined {
  return [process.env['CHROMIUM'] ?? '', ...usualPaths].find((path) => existsSync(path));
}

let browser: Promise<Browser> | undefined;

/** A page of a browser that watches it: with the test it ends, and fails it where the page did. */
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

/** Without a sandbox, as CI is root; and without the calls that Chromium makes by itself. */
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

/** Writes a screenshot to `docs/` where the variable `SCREENSHOTS` is set. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (process.env['SCREENSHOTS']) await page.screenshot({ path: `docs/${name}.png` });
}
