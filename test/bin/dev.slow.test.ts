import { spawn } from 'node:child_process';
import { utimesSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

/**
 * Starts `npm run dev`. Returns a function that resolves to each URL that it listens on, one by
 * one.
 */
function startDev() {
  const [, ...args] = packageJson.scripts.dev.split(' ');
  const child = spawn(process.execPath, args, { env: { ...process.env, PORT: '0' } });
  onTestFinished(() => void child.kill('SIGINT'));
  const exit = new Promise<number | null>((resolve) => child.on('close', resolve));
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const urls = () =>
    [...output.matchAll(/^Open (http:\S+)\/ in a browser/gm)].map(([, url]) => url);
  return { child, exit, urls };
}

describe('npm run dev', () => {
  it('restarts the local server when one of its files changes, and ends on Ctrl-C', async () => {
    const { child, exit, urls } = startDev();
    await expect.poll(urls, { timeout: 30_000 }).toHaveLength(1);

    utimesSync('lambda/callback/answer.ts', new Date(), new Date());
    await expect.poll(urls, { timeout: 30_000 }).toHaveLength(2);
    const [, url] = urls();
    expect((await fetch(`${url}/session-records/nobody`)).status).toBe(404);

    child.kill('SIGINT');
    await exit;
    await expect(fetch(`${url}/session-records/nobody`)).rejects.toThrow();
  });
});
