import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { aClientOf, always, caught, collect, credentials } from '../../builders/records-client.ts';

const token = 'IQoJb3JpZ2luX2VjEJr/a+token=';
const withToken = { credentials: { ...credentials, sessionToken: token } };

/** The text that a console prints of an error, including its causes and hidden properties. */
const printed = (error: unknown) => inspect(error, { depth: null, showHidden: true });

/** Texts that no error may show. */
const secrets = new RegExp(
  [token, credentials.secretAccessKey, 'Signature=(?!\\*)', '[0-9a-f]{64}']
    .join('|')
    .replaceAll('+', '\\+'),
);

describe('an error of the client', () => {
  it.each([400, 403, 429, 500])(
    'holds no secret of the request that the answer quotes: HTTP %s',
    async (status) => {
      // API Gateway answers a wrong signature like this.
      const client = await aClientOf(
        ({ headers }, response) => {
          const { authorization } = headers;
          const token = headers['x-amz-security-token'];
          const detail = `should have been\nx-amz-security-token:${token}\n${authorization}`;
          const signature = /Signature=(.*)/.exec(authorization ?? '')?.[1];
          always(status, { title: `no ${signature}`, detail })({} as never, response);
        },
        { ...withToken, retryForMs: 0 },
      );
      const error = await caught(client.get('a'));
      expect(error).toMatchObject({ status, detail: expect.stringContaining('should have been') });
      expect(printed(error)).not.toMatch(secrets);
    },
  );

  it.each([
    ['answers what is no HTTP', (echo: string) => `${echo}\r\n\r\n`],
    [
      'answers what is no JSON',
      (echo: string) => `HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n${echo}`,
    ],
    [
      'answers a header that is none',
      (echo: string) => `HTTP/1.1 200 OK\r\n${echo}: \u0000\r\n\r\n`,
    ],
  ])('holds nothing that a server echoes which %s', async (_, toAnswer) => {
    const client = await aClientOf(({ headers, socket }) => {
      socket.end(toAnswer(`${headers['x-amz-security-token']} ${headers.authorization}`));
    }, withToken);
    const error = await caught(client.get('a'));
    expect(error).toMatchObject({ name: 'UnavailableError' });
    expect(printed(error)).not.toMatch(secrets);
  });
});

describe('credentials that no header can hold', () => {
  const bad = [
    ['sessionToken', { ...credentials, sessionToken: `${token}\n${token}` }],
    ['secretAccessKey', { ...credentials, secretAccessKey: `${credentials.secretAccessKey}\r\n` }],
    ['accessKeyId', { ...credentials, accessKeyId: 'AKID\nEXAMPLE' }],
    ['accessKeyId', { ...credentials, accessKeyId: '' }],
    ['secretAccessKey', { accessKeyId: 'AKIDEXAMPLE' }],
    ['accessKeyId', null],
  ] as const;

  it.each(bad)('are a TypeError of the constructor, which names %s', async (name, given) => {
    const error = await caught(aClientOf(always(200, {}), { credentials: given as never }));
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ message: expect.stringMatching(`^credentials.${name} must `) });
    expect(printed(error)).not.toMatch(secrets);
  });

  it.each(bad)(
    'are a TypeError of each method where a function gives them: %s',
    async (name, given) => {
      const client = await aClientOf(always(200, {}), { credentials: async () => given as never });
      for (const ask of [() => client.get('a'), () => collect(client.byUser('a'))]) {
        const error = await caught(ask());
        expect(error).toBeInstanceOf(TypeError);
        expect(error).toMatchObject({
          message: expect.stringMatching(`^credentials.${name} must `),
        });
        expect(printed(error)).not.toMatch(secrets);
      }
    },
  );
});
