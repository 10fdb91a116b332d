import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { sessionExpiredEventSchema } from '../../lib/events/session-expired-event.ts';
import { aCallback } from '../builders/callback.ts';
import { anHttpServer, anUnresponsiveServer } from '../builders/http-server.ts';

const run = promisify(execFile);

/**
 * Starts `npm start` on a free port, and resolves once it listens. It ends with the test, unless
 * `atEnd` says otherwise.
 */
async function startLocal(
  variables: Record<string, string> = {},
  atEnd: (end: () => void) => void = onTestFinished,
) {
  const child = spawn(process.execPath, ['bin/local.ts'], {
    env: { ...process.env, PORT: '0', ...variables },
  });
  atEnd(() => void child.kill('SIGKILL'));
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const exit = new Promise<number | null>((resolve) => child.on('close', resolve));
  const listening = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (/userId=\d+'\n/.test(output)) resolve();
    });
  });
  await Promise.race([listening, exit]);
  const url = /^Open (http:\/\/127\.0\.0\.1:\d+)\/ in a browser/.exec(output)?.[1] ?? '';
  const post = async (body: unknown) => {
    const response = await fetch(`${url}/V4/SessionExpired`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return response.json();
  };
  return { child, exit, url, post, output: () => output, errors: () => errors };
}

/** Settings that a developer may have, each of which would lead elsewhere or fail. */
function everythingWrong(elsewhere: string): Record<string, string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'aws-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'config');
  const settings = ['use_fips_endpoint = true', 'retry_mode = none', `endpoint_url = ${elsewhere}`];
  writeFileSync(file, ['[default]', ...settings, '[profile a]', ...settings, ''].join('\n'));
  const toAll = (names: string, value: string) =>
    Object.fromEntries(names.split(' ').map((name) => [name, value]));
  return {
    ...toAll('AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE', file),
    ...toAll('AWS_ENDPOINT_URL AWS_ENDPOINT_URL_DYNAMODB AWS_ENDPOINT_URL_SQS', elsewhere),
    ...toAll('HTTP_PROXY HTTPS_PROXY http_proxy https_proxy', elsewhere),
    ...toAll('AWS_USE_FIPS_ENDPOINT AWS_USE_DUALSTACK_ENDPOINT', 'true'),
    ...toAll('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS AWS_ENABLE_ENDPOINT_DISCOVERY', 'true'),
    ...toAll('POWERTOOLS_DEV POWERTOOLS_METRICS_DISABLED', 'true'),
    ...toAll('AWS_DEFAULTS_MODE AWS_RETRY_MODE AWS_MAX_ATTEMPTS', 'none'),
    ...toAll('AWS_ACCOUNT_ID_ENDPOINT_MODE AWS_REGION', 'none'),
    ...toAll('NO_PROXY no_proxy', ''),
    AWS_PROFILE: 'a',
    AWS_LAMBDA_LOG_LEVEL: 'FATAL',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    NODE_USE_ENV_PROXY: '1',
  };
}

/** A receiver for all tests that neither set it up nor end it. */
let running: Awaited<ReturnType<typeof startLocal>>;
let endRunning = () => {};
beforeAll(async () => {
  running = await startLocal({}, (end) => {
    endRunning = end;
  });
});
afterAll(() => endRunning());

describe('npm start', () => {
  it('prints curl commands that can be pasted: one sends a callback, one queries it', async () => {
    const local = await startLocal();
    const [callback = '', query = ''] = local.output().match(/^curl .*?(?=\n\n)/gms) ?? [];
    const paste = async (curl: string) => JSON.parse((await run('bash', ['-c', curl])).stdout);

    expect(await paste(callback)).toEqual({ error: 0, description: 'Success' });
    expect(await paste(query)).toMatchObject({ records: [{ userId: '123456' }] });
  });

  it('prints the page first, which is there, and that it asks for no IAM signature', async () => {
    const response = await fetch(running.url);
    expect(running.output()).toMatch(/^Open http:/);
    expect(running.output()).toContain('The query API is served here too, without IAM');
    expect([response.status, await response.text()]).toEqual([
      200,
      expect.stringMatching(/^<!doctype html>/),
    ]);
  });

  it('posts the event of each new record to EVENTS_URL once, as EventBridge does', async () => {
    const posted: { headers: IncomingHttpHeaders; body: string }[] = [];
    const EVENTS_URL = `${await anHttpServer(async (request, response) => {
      posted.push({ headers: request.headers, body: await text(request) });
      response.end();
    })}/hook?key=a-secret`;
    const local = await startLocal({ EVENTS_URL });
    const { token, secureLogin, ...shown } = aCallback();
    await local.post({ token, secureLogin, ...shown });
    await local.post({ token, secureLogin, ...shown });
    await vi.waitFor(() => expect(posted).not.toEqual([]));
    await local.post(aCallback());
    await vi.waitFor(() => expect(posted).toHaveLength(2));

    expect(local.output()).toContain(EVENTS_URL.replace('?key=a-secret', '\n'));
    expect(local.output()).not.toContain('a-secret');
    expect(posted[0]?.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8' });
    const event = JSON.parse(posted[0]?.body ?? '');
    expect(v.parse(sessionExpiredEventSchema, event).detail).toMatchObject(shown);
    expect(event).toMatchObject({
      version: '0',
      account: '000000000000',
      region: 'eu-west-1',
      resources: [],
    });
    expect(event.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(posted[0]?.body).not.toContain(token);
  });

  it('says so and goes on when EVENTS_URL takes no event', async () => {
    const EVENTS_URL = await anHttpServer((_, response) => response.writeHead(503).end());
    const local = await startLocal({ EVENTS_URL });
    expect(await local.post(aCallback())).toMatchObject({ error: 0 });
    await vi.waitFor(() =>
      expect(local.errors()).toBe('EVENTS_URL: an event was not taken, failed: HTTP 503\n'),
    );
    expect(await local.post(aCallback())).toMatchObject({ error: 0 });
  });

  it('stops cleanly on Ctrl-C', async () => {
    const local = await startLocal();
    await local.post(aCallback());
    local.child.kill('SIGINT');
    expect(await local.exit).toBe(0);
    expect(local.errors()).toBe('');
  });

  it.each([
    '/V4/SessionExpired',
    '/v4/SessionExpired',
    '/V4/SessionExpired/',
    '/v4/SessionExpired/',
  ])('takes callbacks at %s, as API Gateway does', async (path) => {
    const response = await fetch(running.url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(aCallback()),
    });
    expect(await response.json()).toMatchObject({ error: 0 });
  });

  it('gives what API Gateway gives for paths and methods that are not there', async () => {
    for (const [method, path] of [
      ['GET', '/V4/SessionExpired'],
      ['PUT', '/V4/SessionExpired'],
      ['POST', '/v4/sessionexpired'],
      ['POST', '/V4/SessionExpired/x'],
      ['POST', '/'],
      ['GET', '/page'],
      ['GET', '/page/../receiver.ts'],
      ['GET', '//'],
      ['POST', '//['],
      ['POST', '/session-records'],
      ['GET', '/session-records//'],
      ['POST', '/V4/SessionExpired//'],
      ['GET', '/session-records/a/b'],
    ]) {
      const response = await fetch(running.url + path, { method: method as string });
      expect([response.status, await response.json()]).toEqual([
        403,
        { message: 'Missing Authentication Token' },
      ]);
    }
  });

  it('keeps the records in DATA_DIR from one run to the next', async () => {
    const DATA_DIR = mkdtempSync(path.join(tmpdir(), 'data-'));
    onTestFinished(() => rmSync(DATA_DIR, { recursive: true }));
    const callback = aCallback();

    const first = await startLocal({ DATA_DIR });
    expect(await first.post(callback)).toMatchObject({ error: 0 });
    first.child.kill('SIGTERM');
    await first.exit;
    const second = await startLocal({ DATA_DIR });

    expect(await second.post({ ...callback, userId: 'other' })).toMatchObject({ error: 7 });
    expect(await second.post(callback)).toMatchObject({ error: 0 });
    await expect.poll(second.output).toContain('"outcome":"duplicate"');
  });

  it('goes on when a client goes away half way through a body', async () => {
    const { port } = new URL(running.url);
    await new Promise<void>((resolve) => {
      const client = connect(Number(port), '127.0.0.1', () => {
        client.write(
          'POST /V4/SessionExpired HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{',
          () => {
            client.destroy();
            resolve();
          },
        );
      });
    });

    expect(await running.post(aCallback())).toMatchObject({ error: 0 });
    expect(running.errors()).toBe('');
  });

  it("takes nothing from the developer's AWS settings, and sends nothing to a proxy", async () => {
    const asked: string[] = [];
    const wrong = await anUnresponsiveServer((socket) => {
      socket.once('data', (data) => asked.push(String(data)));
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    const posted: string[] = [];
    const EVENTS_URL = await anHttpServer(async (request, response) => {
      posted.push(await text(request));
      response.end();
    });
    const local = await startLocal({ EVENTS_URL, ...everythingWrong(wrong) });
    const control = (path: string, body: object) =>
      fetch(`${local.url}/page/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
    const recordOf = async ({ uuid }: { uuid: string }) =>
      (await fetch(`${local.url}/session-records/${uuid}`)).json();

    const callback = aCallback();
    expect(await local.post(callback)).toMatchObject({ error: 0 });
    expect((await control('send', { way: 'again', id: 1 })).status).toBe(200);
    expect(await recordOf(callback)).toMatchObject({ uuid: callback.uuid, deliveries: 2 });
    const details = await (await fetch(`${local.url}/page/callbacks/1`)).text();
    expect(details).toContain('outcome\\": \\"recorded');

    await control('table', { isOn: false });
    const queued = aCallback();
    expect(await local.post(queued)).toMatchObject({ error: 0 });
    await control('table', { isOn: true });
    await vi.waitFor(async () => expect(await recordOf(queued)).toMatchObject({ deliveries: 1 }), {
      timeout: 20_000,
    });
    await vi.waitFor(() => expect(posted).toHaveLength(2));
    expect([asked, local.errors()]).toEqual([[], '']);
  });

  it('says in one line what it cannot use', async () => {
    const { port } = new URL(running.url);
    const DATA_DIR = mkdtempSync(path.join(tmpdir(), 'data-'));
    onTestFinished(() => rmSync(DATA_DIR, { recursive: true }));
    const first = await startLocal({ DATA_DIR });
    const refusesFolder = (folder: string) =>
      `DATA_DIR ${folder} cannot be opened: it must be a folder of its own ` +
      'that can be written, for one process at a time';

    for (const [variables, message] of [
      [{ PORT: port }, `port ${port} is taken: set PORT to another one, or to 0 for any free one`],
      [{ PORT: '65536' }, 'PORT must be a whole number from 0 to 65535'],
      [
        { EVENTS_URL: 'ftp://events' },
        'EVENTS_URL must be a URL that begins with http:// or https://, without a password',
      ],
      [{ DATA_DIR }, refusesFolder(DATA_DIR)],
      [{ DATA_DIR: 'package.json' }, refusesFolder('package.json')],
    ] as const) {
      const local = await startLocal(variables);
      expect([await local.exit, local.errors()]).toEqual([2, `npm start: ${message}\n`]);
    }
    expect(await first.post(aCallback())).toMatchObject({ error: 0 });
  });
});
