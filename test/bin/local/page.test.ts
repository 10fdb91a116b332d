import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startLocalReceiver } from '../../../bin/local/receiver.ts';
import { outcomes } from '../../../lambda/callback/outcome.ts';
import { aCallback, demoPartner } from '../../builders/callback.ts';

const receiver = await startLocalReceiver({ port: 0 });
const { url } = receiver;
afterAll(() => receiver.close());

type Row = Record<string, unknown> & { readonly id: number };

/** Reads the page's stream until `isEnough`, and resolves to the latest rows and state. */
async function readStream(isEnough: (rows: Row[], state: Record<string, unknown>) => boolean) {
  const reading = new AbortController();
  const { body } = await fetch(`${url}/page/stream`, { signal: reading.signal });
  const rows = new Map<number, Row>();
  let state = {};
  let text = '';
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(chunk).toString();
    const messages = text.split('\n\n');
    text = messages.pop() ?? '';
    for (const message of messages) {
      const [, name, data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(message) ?? [];
      const value = JSON.parse(data);
      if (name === 'state') state = value;
      else for (const row of [value].flat()) rows.set(row.id, row);
    }
    if (isEnough([...rows.values()], state)) break;
  }
  reading.abort();
  return { rows: [...rows.values()], state };
}

const post = (path: string, body: unknown, headers: Record<string, string> = {}, base = url) =>
  fetch(base + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const send = (body: unknown) => post('/V4/SessionExpired', body);
const rowsOf = async ({ uuid }: { uuid: string }, count: number) => {
  const find = (rows: Row[]) => rows.filter((row) => row['uuid'] === uuid);
  return find((await readStream((rows) => find(rows).length >= count)).rows);
};
const detailsOf = async ({ id }: Row) => {
  const text = await (await fetch(`${url}/page/callbacks/${id}`)).text();
  return { text, details: JSON.parse(text) };
};

/** Sends a request with any `Host`, which `fetch` does not allow. */
function statusFor(path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url + path, { headers }, (response) => {
      response.destroy();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('the page', () => {
  it('is three files of at most 400 lines in all', () => {
    const files = readdirSync('bin/local/page');
    const lines = files.flatMap((name) =>
      readFileSync(`bin/local/page/${name}`, 'utf8').split('\n'),
    );
    expect(files.sort()).toEqual(['index.html', 'page.css', 'page.js']);
    expect(lines.length).toBeLessThanOrEqual(400);
  });

  it('says what each outcome means', () => {
    const script = readFileSync('bin/local/page/page.js', 'utf8');
    for (const name of Object.keys(outcomes)) expect(script).toContain(`\n  ${name}: '`);
  });

  it('may load and run nothing but what is beside it', async () => {
    for (const path of ['/', '/page/page.css', '/page/page.js', '/page/sample']) {
      const { headers, status } = await fetch(url + path);
      expect(status).toBe(200);
      expect(headers.get('Content-Security-Policy')).toMatch(
        /^default-src 'none'; script-src 'self'; /,
      );
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    }
  });

  it('offers a valid callback', async () => {
    const sample = await (await fetch(`${url}/page/sample`)).json();
    expect(await (await send(sample)).json()).toMatchObject({ error: 0 });
  });
});

describe('each request', () => {
  const everyPath = [
    '/',
    '/page/page.js',
    '/page/stream',
    '/page/callbacks/1',
    '/session-records?userId=1',
  ];

  it('is refused under a name that is not this machine', async () => {
    const { port } = new URL(url);
    for (const path of everyPath) {
      for (const Host of [
        'rebound.example',
        `rebound.example:${port}`,
        '127.0.0.1.example',
        '10.0.0.1',
      ])
        expect([path, Host, await statusFor(path, { Host })]).toEqual([path, Host, 403]);
      for (const Host of [`127.0.0.1:${port}`, 'localhost', `localhost:${port}`, `[::1]:${port}`])
        expect([path, await statusFor(path, { Host })]).not.toEqual([path, 403]);
    }
  });

  it('is refused from a page of another origin', async () => {
    for (const Origin of ['http://elsewhere.example', 'null', 'http://127.0.0.1:1'])
      for (const path of everyPath) expect(await statusFor(path, { Origin })).toBe(403);
    expect(
      (await post('/page/table', { isOn: false }, { Origin: 'http://elsewhere.example' })).status,
    ).toBe(403);
    expect(
      (await post('/V4/SessionExpired', aCallback(), { Origin: 'http://x.example' })).status,
    ).toBe(403);
    expect(await statusFor('/', { Origin: url })).toBe(200);
  });

  it('that controls must be JSON, and is never quoted', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
      expect((await post('/page/table', { isOn: false }, { 'Content-Type': type })).status).toBe(
        400,
      );
    const response = await post('/page/send', 'a secret');
    expect([response.status, await response.text()]).toEqual([
      400,
      '{"message":"send a JSON object"}',
    ]);
    expect((await post('/page/send', { way: 'constructor', id: 1 })).status).toBe(400);
    const { state } = await readStream((_, { isTableOn }) => isTableOn !== undefined);
    expect(state).toMatchObject({ isTableOn: true });
  });
});

describe('a callback', () => {
  it('is shown with its request, record, event and log line, and without secrets', async () => {
    const token = 'a-very-secret-token';
    const callback = aCallback({ token });
    await send(callback);
    const [row] = await rowsOf(callback, 1);
    expect(row).toMatchObject({
      outcome: 'recorded',
      status: 200,
      error: 0,
      description: 'Success',
    });

    await vi.waitFor(async () => expect((await detailsOf(row as Row)).details.event).toBeDefined());
    const { text, details } = await detailsOf(row as Row);
    const { uuid, sessionId, userId } = callback;
    expect(JSON.parse(details.record)).toMatchObject({ uuid, sessionId, userId, deliveries: 1 });
    expect(JSON.parse(details.event).detail).toMatchObject({
      uuid,
      sessionId,
      userId,
      schemaVersion: 1,
    });
    expect(JSON.parse(details.log)).toMatchObject({ outcome: 'recorded', uuid });
    expect(details.request).toContain(uuid);
    for (const secret of [token, demoPartner.secureLogin]) {
      expect(text).not.toContain(secret);
      expect(JSON.stringify(row)).not.toContain(secret);
    }
  });

  it('that is refused says why', async () => {
    await send({ ...aCallback(), token: undefined, userId: '' });
    await send(aCallback({ secureLogin: 'nobody-knows-me' }));
    const isRefused = ({ outcome }: Row) => outcome === 'unauthenticated';
    const { rows } = await readStream((all) => all.some(isRefused));
    expect(rows.map(({ outcome, description }) => [outcome, description])).toEqual(
      expect.arrayContaining([
        ['malformed', 'userId must be a non-empty string; token is missing'],
        ['unauthenticated', 'secureLogin and providerId are not a known pair'],
      ]),
    );
    const { text } = await detailsOf(rows.find(isRefused) as Row);
    expect(text).not.toContain('nobody-knows-me');
  });

  it('is sent again, changed and fifty times with the token that the page never saw', async () => {
    const callback = aCallback();
    await send(callback);
    const [{ id } = { id: 0 }] = await rowsOf(callback, 1);
    for (const way of ['again', 'changed', 'fifty-times']) await post('/page/send', { way, id });
    const rows = await rowsOf(callback, 53);
    const count = (outcome: string) => rows.filter((row) => row['outcome'] === outcome).length;
    // The other fifty are duplicates, unless a busy machine is too slow for some.
    expect([rows.length, count('recorded'), count('conflict')]).toEqual([53, 1, 1]);
    expect(count('duplicate')).toBeGreaterThan(0);
  });

  it('of which the table takes none is queued, then recorded once the table is back', async () => {
    await readStream((_, { waiting }) => waiting === 0);
    await post('/page/table', { isOn: false });
    const callback = aCallback();
    expect(await (await send(callback)).json()).toEqual({ error: 0, description: 'Success' });
    const [row] = await rowsOf(callback, 1);
    expect(row).toMatchObject({ outcome: 'queued', cause: expect.stringContaining('ECONNRESET') });
    const { state } = await readStream((_, { waiting }) => waiting === 1);
    expect(state).toMatchObject({ isTableOn: false });
    expect((await fetch(`${url}/session-records/${callback.uuid}`)).status).toBe(503);

    await post('/page/table', { isOn: true });
    await readStream((_, { waiting }) => waiting === 0);
    await vi.waitFor(async () =>
      expect(await rowsOf(callback, 1)).toMatchObject([
        { outcome: 'queued', replayed: 'recorded' },
      ]),
    );
    await vi.waitFor(async () => expect((await detailsOf(row as Row)).details.event).toBeDefined());
  });
});

describe('two receivers in one process', () => {
  it('have each their own table, queue and page', async () => {
    const other = await startLocalReceiver({ port: 0 });
    onTestFinished(() => other.close());
    const sendTo = async (target: string) => {
      const callback = aCallback();
      const reply = await post('/V4/SessionExpired', callback, {}, target);
      expect(await reply.json()).toMatchObject({ error: 0 });
      return callback.uuid;
    };
    const statusOf = async (target: string, uuid: string) =>
      (await fetch(`${target}/session-records/${uuid}`)).status;

    await post('/page/table', { isOn: false });
    const [here, there] = await Promise.all([sendTo(url), sendTo(other.url)]);
    expect((await readStream((_, { waiting }) => waiting === 1)).state).toMatchObject({
      isTableOn: false,
    });
    expect(await statusOf(other.url, there)).toBe(200);
    expect(await statusOf(other.url, here)).toBe(404);

    await post('/page/table', { isOn: true });
    await vi.waitFor(async () => expect(await statusOf(url, here)).toBe(200), { timeout: 20_000 });
    expect(await statusOf(url, there)).toBe(404);
    const rows = (await readStream((all) => all.length > 0)).rows;
    expect(rows.filter(({ uuid }) => uuid === there)).toEqual([]);
    expect((await fetch(`${other.url}/page/callbacks/2`)).status).toBe(404);
  });
});
