import { readFileSync } from 'node:fs';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { asDemo, runCertify } from '../../builders/certify-command.ts';
import { anEndpoint } from '../../builders/endpoint.ts';

type Certificate = 'self-signed' | 'expired';
const fileOf = (name: Certificate) => path.resolve(`test/certificates/${name}-test-only.pem`);

/** Starts a healthy endpoint behind TLS. */
async function aTlsEndpoint(name: Certificate, options: ServerOptions = {}): Promise<string> {
  const { gateway } = await anEndpoint();
  const pem = readFileSync(fileOf(name));
  const server = createServer({ key: pem, cert: pem, ca: pem, ...options }, (request, response) =>
    gateway.emit('request', request, response),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const trusting = (name: Certificate) => ({ NODE_EXTRA_CA_CERTS: fileOf(name) });

describe('npm run certify, over TLS', () => {
  it('certifies an endpoint whose certificate is trusted', async () => {
    const url = await aTlsEndpoint('self-signed');
    const { status } = await runCertify(
      [url, ...asDemo, '--requests-per-second', '1000'],
      trusting('self-signed'),
    );
    expect(status).toBe(0);
  });

  it.each([
    ['is self-signed', 'self-signed', {}, '127.0.0.1', 'the certificate is self-signed'],
    ['has expired', 'expired', trusting('expired'), '127.0.0.1', 'the certificate has expired'],
    [
      'is for another host',
      'self-signed',
      trusting('self-signed'),
      'localhost',
      'the certificate is for another host',
    ],
  ] as const)(
    'tells that the certificate %s, with status 2',
    async (_, name, variables, host, message) => {
      const url = (await aTlsEndpoint(name)).replace('127.0.0.1', host);
      const { status, stdout } = await runCertify([url, ...asDemo], variables);
      expect(status).toBe(2);
      expect(stdout).toContain(`NOT CERTIFIED: no TLS connection: ${message}`);
    },
  );

  it('shows a client certificate where mutual TLS asks for one', async () => {
    const url = await aTlsEndpoint('self-signed', { requestCert: true, rejectUnauthorized: true });
    const args = [url, ...asDemo, '--requests-per-second', '1000'];
    const file = fileOf('self-signed');

    const shown = await runCertify(
      [...args, '--client-cert', file, '--client-key', file],
      trusting('self-signed'),
    );
    const withheld = await runCertify(args, trusting('self-signed'));

    expect(shown.status).toBe(0);
    expect(withheld.status).toBe(2);
    expect(withheld.stdout).toContain(
      'NOT CERTIFIED: no TLS connection: it asks for a client certificate',
    );
  });

  it('tells that the other side does not speak TLS', async () => {
    const { url } = await anEndpoint();
    const { status, stdout } = await runCertify([url.replace('http:', 'https:'), ...asDemo]);
    expect(status).toBe(2);
    expect(stdout).toContain(
      'NOT CERTIFIED: no TLS connection: what answers there does not speak TLS',
    );
  });
});
