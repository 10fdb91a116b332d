import { readFileSync } from 'node:fs';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { certifyAt } from '../../builders/certification.ts';
import { anEndpoint } from '../../builders/endpoint.ts';

type Certificate = 'self-signed' | 'expired';
const pemOf = (name: Certificate) =>
  readFileSync(path.resolve(`test/certificates/${name}-test-only.pem`), 'utf8');
const trusting = (name: Certificate) => ({ ca: pemOf(name) });

/** Starts a healthy endpoint behind TLS. */
async function aTlsEndpoint(name: Certificate, options: ServerOptions = {}): Promise<string> {
  const { gateway } = await anEndpoint();
  const pem = pemOf(name);
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

describe('certify, over TLS', () => {
  it('certifies an endpoint whose certificate is trusted', async () => {
    const url = await aTlsEndpoint('self-signed');
    const clientCertificate = trusting('self-signed');
    expect((await certifyAt(url, { clientCertificate })).verdict.kind).toBe('certified');
  });

  it.each([
    ['is self-signed', 'self-signed', {}, '127.0.0.1', 'is self-signed'],
    ['has expired', 'expired', trusting('expired'), '127.0.0.1', 'has expired'],
    [
      'is for another host',
      'self-signed',
      trusting('self-signed'),
      'localhost',
      'is for another host',
    ],
  ] as const)(
    'tells that the certificate %s',
    async (_, name, clientCertificate, host, message) => {
      const url = (await aTlsEndpoint(name)).replace('127.0.0.1', host);
      const { verdict, requests } = await certifyAt(url, { clientCertificate });
      expect(verdict.kind).toBe('tls-failure');
      expect(verdict.summary).toContain(`no TLS connection: the certificate ${message}`);
      expect(requests).toBe(1);
    },
  );

  it('shows a client certificate where mutual TLS asks for one', async () => {
    const url = await aTlsEndpoint('self-signed', { requestCert: true, rejectUnauthorized: true });
    const pem = pemOf('self-signed');
    const shown = await certifyAt(url, { clientCertificate: { ca: pem, cert: pem, key: pem } });
    expect(shown.verdict.kind).toBe('certified');

    const withheld = await certifyAt(url, { clientCertificate: { ca: pem } });
    expect(withheld.verdict).toMatchObject({
      kind: 'tls-failure',
      summary: expect.stringContaining('it asks for a client certificate'),
    });
  });

  it('tells that the other side does not speak TLS', async () => {
    const { url } = await anEndpoint();
    const { verdict } = await certifyAt(url.replace('http:', 'https:'));
    expect(verdict).toMatchObject({
      kind: 'tls-failure',
      summary: expect.stringContaining('what answers there does not speak TLS'),
    });
  });
});
