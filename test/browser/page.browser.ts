import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { startLocalReceiver } from '../../bin/local/receiver.ts';
import { aCallback } from '../builders/callback.ts';
import { aBrowserPage, closeBrowser, screenshot } from './browser.ts';

const receiver = await startLocalReceiver({ port: 0 });
afterAll(async () => {
  await closeBrowser();
  await receiver.close();
});

async function open(options: Parameters<typeof aBrowserPage>[0] = {}): Promise<Page> {
  const page = await aBrowserPage(options);
  await page.goto(receiver.url);
  await page.getByText('connected', { exact: true }).waitFor();
  await page.waitForFunction("document.querySelector('textarea').value !== ''");
  return page;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const callbacks = (page: Page) => page.getByRole('listitem');
const latest = (page: Page) => callbacks(page).first();
const uuidOf = async (page: Page) =>
  JSON.parse(await page.getByRole('textbox').inputValue()).uuid as string;
const send = async (page: Page, changes: object = {}) => {
  const callback = { ...JSON.parse(await page.getByRole('textbox').inputValue()), ...changes };
  await page.getByRole('textbox').fill(JSON.stringify(callback, null, 2));
  await button(page, 'Send').click();
  await rowOf(page, callback.uuid).waitFor();
  return callback;
};
const rowOf = (page: Page, uuid: string) =>
  callbacks(page)
    .filter({ hasText: uuid.slice(0, 8) })
    .first();

describe('the page of npm start, in a browser', () => {
  it('shows a callback that it sent, and one of another client, as they arrive', async () => {
    const page = await open();
    const { uuid } = await send(page);
    expect(await rowOf(page, uuid).textContent()).toMatch(/recorded.*0 Success/);

    const other = aCallback();
    await fetch(`${receiver.url}/V4/SessionExpired`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(other),
    });
    await rowOf(page, other.uuid).waitFor();
    await page
      .locator('[role=status]', { hasText: /^Callback recorded|callbacks$/ })
      .waitFor({ state: 'attached' });
  });

  it('shows what became of it: request, record, event and log line', async () => {
    const page = await open();
    const { uuid, token, secureLogin } = await send(page, { token: 'a-token-to-hide' });
    const row = rowOf(page, uuid);
    await row.locator('summary').click();
    for (const part of ['Request', 'Record', 'Event', 'Log line'])
      await row.getByRole('heading', { name: part }).waitFor();
    await row.getByText('"detail-type": "SessionExpired"').waitFor();
    const shown = await row.textContent();
    expect(shown).toContain(uuid);
    expect(shown).not.toContain(token);
    expect(shown).not.toContain(secureLogin);
    await button(page, 'Send again').click();
    await page.locator('details[open]').getByText('"deliveries": 2').waitFor();
  });

  it('shows what was refused, and why: a body that is no JSON, and a conflict', async () => {
    const page = await open();
    const { uuid } = await send(page);
    await page.getByRole('textbox').fill('{"uuid": "no more');
    await button(page, 'Send').click();
    await page.getByText('7 the body is not valid JSON').waitFor();
    await rowOf(page, uuid).locator('summary').click();
    await button(page, 'Send changed').click();
    const refused = rowOf(page, uuid).filter({ hasText: 'conflict' });
    await refused.waitFor();
    expect(await refused.textContent()).toContain(
      '7 uuid was received before with different content',
    );
    await page.reload();
    await rowOf(page, uuid).waitFor();
    await page.getByText('recorded', { exact: true }).first().click();
    await page.getByText('"detail-type": "SessionExpired"').waitFor();
    await screenshot(page, 'page');
  });

  it('shows queued while the table is away, then recorded once it is back', async () => {
    const page = await open();
    await button(page, 'Take the table away').click();
    await button(page, 'Bring the table back').waitFor();
    const { uuid } = await send(page);
    expect(await rowOf(page, uuid).textContent()).toContain('queued');
    await button(page, 'Send fifty at once').click();
    await page.locator('#fifty:not([aria-busy])').waitFor();
    // All fifty-one, unless a busy machine is too slow for some.
    const waiting = Number(await page.locator('#waiting').textContent());
    expect(waiting).toBeGreaterThan(25);
    await screenshot(page, 'page-queue');

    await button(page, 'Bring the table back').click();
    await page.locator('#waiting').getByText('0', { exact: true }).waitFor();
    await rowOf(page, uuid).filter({ hasText: 'queued → recorded' }).waitFor();
    // On a busy machine the queue may be slow too. A second replay then finds the first one's
    // record.
    expect(await page.getByText(/^(queued|unavailable) → (recorded|duplicate)$/).count()).toBe(51);
  });

  it('shows markup as text, wherever it was sent', async () => {
    const page = await open();
    const markup = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
    const { uuid } = await send(page, { userId: markup, sessionId: markup, [markup]: markup });
    const row = rowOf(page, uuid);
    await row.locator('summary').click();
    await row.getByRole('heading', { name: 'Log line' }).waitFor();
    expect(await row.textContent()).toContain('<script>document.title=2</script>');
    await send(page, { uuid: `<b>${uuid}` });
    expect(await page.locator('li img, li script, li b b').count()).toBe(0);
    expect(await page.title()).toBe('Session Expired on this machine');
  });

  it('is used by keyboard alone', async () => {
    const page = await open();
    const press = (key: string) => page.keyboard.press(key);
    const focusedText = () => page.evaluate<string>('document.activeElement.textContent');
    const tabTo = async (text: RegExp) => {
      for (let i = 0; i < 20 && !text.test(await focusedText()); i += 1) await press('Tab');
      expect(await focusedText()).toMatch(text);
      const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineWidth');
      expect(outline).toBe('2px');
    };
    const uuid = await uuidOf(page);
    await tabTo(/^Send$/);
    await press('Enter');
    await rowOf(page, uuid).waitFor();
    await tabTo(new RegExp(uuid.slice(0, 8)));
    await press('Enter');
    await tabTo(/^Send again$/);
    await press('Space');
    await rowOf(page, uuid).filter({ hasText: 'duplicate' }).waitFor();
  });

  it('fits a narrow window, and has its dark colours', async () => {
    const page = await open({ viewport: { width: 360, height: 800 }, colorScheme: 'dark' });
    await send(page);
    await latest(page).locator('summary').click();
    await page.getByRole('heading', { name: 'Log line' }).waitFor();
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBe(360);
    const ground = await page.evaluate(
      'getComputedStyle(document.documentElement).backgroundColor',
    );
    expect(ground).toBe('rgb(22, 24, 27)');
  });
});
