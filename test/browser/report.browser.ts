import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { htmlReport } from '../../bin/certify/output/html-report.ts';
import { certifyAt } from '../builders/certification.ts';
import { anEndpoint } from '../builders/endpoint.ts';
import { aBrowserPage, closeBrowser, screenshot } from './browser.ts';

const markup = '<script>document.title = "run"</script>';

afterAll(closeBrowser);

/** Returns the file of a report on an endpoint that fails for some callbacks, with markup. */
async function aReport(): Promise<string> {
  const { url } = await anEndpoint({
    answer: async (event, handle) =>
      /playerId/.test(event.body ?? '')
        ? { statusCode: 502, headers: {}, body: `Bad gateway ${markup}` }
        : handle(event),
  });
  const certification = await certifyAt(url, { including: ['latency'] });
  const folder = mkdtempSync(path.join(tmpdir(), 'report-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'report.html');
  const shown = { ...certification, url: 'https://callbacks.example.com/V4/SessionExpired' };
  const run = {
    requestsPerSecond: 50,
    clientCertificate: undefined,
    isLocal: false,
    queryUrl: undefined,
  };
  writeFileSync(file, htmlReport({ ...run, certification: shown }));
  return file;
}

describe('the report of a certification, in a browser', () => {
  it('shows what failed, as text, and prints on A4', async () => {
    const page = await aBrowserPage({ viewport: { width: 860, height: 1000 } });
    await page.goto(`file://${await aReport()}`);
    await page.getByText('Not certified', { exact: true }).waitFor();
    await page.getByRole('heading', { name: 'What failed' }).waitFor();
    await page.getByText(markup).first().waitFor();
    await page.getByRole('img', { name: /^100 answers took up to \d+ ms$/ }).waitFor();
    expect(await page.title()).toBe('Not certified: Session Expired callback');
    await screenshot(page, 'report');

    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
    expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842]);
  });
});
