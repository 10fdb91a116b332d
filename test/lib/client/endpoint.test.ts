import { describe, expect, it, vi } from 'vitest';
import { SessionRecordsClient } from '../../../lib/client/index.ts';
import { anHttpServer } from '../../builders/http-server.ts';
import { aClient, aClientOf, caught, credentials } from '../../builders/records-client.ts';

const of = (url: unknown) => () => aClient({ url: url as string });

/** Everything that an error shows, wherever it is printed. */
const printed = (error: unknown): string => {
  const { message, stack, cause, ...rest } = error as Error;
  return `${message} ${stack} ${JSON.stringify(rest)} ${cause ? printed(cause) : ''}`;
};

describe('the url of SessionRecordsClient', () => {
  it.each([
    'https://abc123.execute-api.eu-central-1.amazonaws.com/prod/session-records',
    'https://records.example.com:8443/',
    'http://127.0.0.1:3000/session-records',
    'http://127.8.8.8/session-records',
    'http://localhost:3000/session-records',
    'http://[::1]:3000/session-records',
  ])('may be %s', (url) => {
    expect(of(url)).not.toThrow();
  });

  it.each([
    'http://records.example.com/session-records',
    'http://10.0.0.1/session-records',
    'http://127.0.0.1.example.com/session-records',
    'http://localhost.example.com/session-records',
    'ftp://127.0.0.1/session-records',
    'file:///session-records',
    'https://records.example.com/session-records?limit=1',
    'https://records.example.com/session-records?',
    'https://records.example.com/session-records#top',
    'https://user@records.example.com/session-records',
    'https://:password@records.example.com/session-records',
    'records.example.com',
    '',
    undefined,
    null,
    42,
  ])('cannot be %s', (url) => {
    expect(of(url)).toThrow(TypeError);
    expect(of(url)).toThrow(/^url must /);
  });

  it.each([
    'https://user:pass-word@records.example.com/a',
    'https://user:pass-word@records example',
  ])('is not quoted by the error, since it may hold a password: %s', (url) => {
    try {
      of(url)();
      expect.unreachable();
    } catch (error) {
      expect(printed(error)).not.toMatch(/pass-word|records.example/);
    }
  });
});

describe('a redirect', () => {
  it('is an error, and the request reaches no other host', async () => {
    const asked = vi.fn();
    const elsewhere = await anHttpServer((request, response) => {
      asked(request.headers);
      response.end('{}');
    });
    const client = await aClientOf((_, response) =>
      response.writeHead(307, { Location: elsewhere }).end('moved'),
    );
    expect(await caught(client.get('a'))).toMatchObject({
      name: 'SessionRecordsError',
      status: 307,
      detail: expect.stringContaining('redirect'),
    });
    expect(asked).not.toHaveBeenCalled();
  });
});

describe('the region of SessionRecordsClient', () => {
  const at = (host: string) => () =>
    new SessionRecordsClient({ url: `https://${host}/prod/session-records`, credentials });
  const missing = new TypeError('region is not in the URL: pass it, or set AWS_REGION');

  it.each([undefined, ''])("comes from the API's URL, or is missing: AWS_REGION=%s", (region) => {
    vi.stubEnv('AWS_REGION', region);
    expect(at('abc123.execute-api.eu-central-1.amazonaws.com')).not.toThrow();
    expect(at('records.example.com')).toThrow(missing);
    vi.unstubAllEnvs();
  });

  it.each(['', 'eu west', 'eu-west-1\r\nX: y', 1, null])('cannot be "%s"', (region) => {
    vi.stubEnv('AWS_REGION', undefined);
    const make = () => aClient({ url: 'https://records.example.com', region: region as string });
    expect(make).toThrow(TypeError);
    expect(make).toThrow(/^region /);
    vi.unstubAllEnvs();
  });
});

describe('the times of SessionRecordsClient', () => {
  const wrong = [-1, Number.NaN, Number.POSITIVE_INFINITY, 1.5, 2 ** 31, '10'];
  it.each([
    ['timeoutMs', [...wrong, 0, null]],
    ['retryForMs', wrong],
  ])('%s must be a whole number of milliseconds', (name, values) => {
    for (const value of values) {
      const make = () => aClient({ url: 'http://127.0.0.1', [name]: value });
      expect(make, String(value)).toThrow(TypeError);
      expect(make).toThrow(new RegExp(`^${name} must `));
    }
  });
});
