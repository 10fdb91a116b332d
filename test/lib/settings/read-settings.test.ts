import { hash } from 'node:crypto';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { describe, expect, it } from 'vitest';
import cdkJson from '../../../cdk.json' with { type: 'json' };
import { readSettings, readSwitch, SettingsError } from '../../../lib/settings/read-settings.ts';
import { demoPartner } from '../../builders/callback.ts';

const partner = { secureLogin: 'real-operator', providerId: 'Luckymonaco' };
const valid = { partners: [partner], allowedIps: ['198.18.0.0/24'] };

const sha256 = (text: string) => hash('sha256', text);
const domain = {
  name: 'callbacks.example.com',
  certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/id',
};

/** Ranges of that many different networks. */
const ranges = (count: number) =>
  Array.from({ length: count }, (_, index) => `198.18.${index >> 8}.${index & 255}/32`);

describe('readSettings', () => {
  it('fills in the defaults', () => {
    expect(readSettings({ prod: valid }, 'prod')).toEqual({
      ...valid,
      partners: [{ ...partner, secureLoginSha256: sha256(partner.secureLogin) }],
      retentionDays: 180,
      errorCodes: '2024-10-17',
      requestFields: '2024-10-17',
      throttle: { rate: 100, burst: 200 },
      queryThrottle: { rate: 20, burst: 20 },
      readerAccounts: [],
      events: true,
      eventArchiveDays: 14,
      logRetentionDays: 30,
      terminationProtection: false,
      cloudWatchRole: true,
    });
  });

  it('accepts the shipped settings of dev', () => {
    expect(readSettings(cdkJson.context.stages, 'dev')).toMatchObject({
      partners: [demoPartner],
      allowedIps: [],
    });
  });

  it('refuses the shipped settings of prod until they are filled in, in one line', () => {
    expect(() => readSettings(cdkJson.context.stages, 'prod')).toThrow(
      /^stages\.prod\.partners: replace the demo pair .*; stages\.prod\.allowedIps: list .*$/,
    );
  });

  it('accepts the stages as JSON text, as -c passes them', () => {
    expect(readSettings(JSON.stringify({ prod: valid }), 'prod')).toMatchObject(valid);
  });

  it.each([
    ['partners missing', { allowedIps: ['198.18.0.0/24'] }, 'partners: write a list'],
    ['partners empty', { ...valid, partners: [] }, 'partners: write at least one'],
    [
      'a partner without providerId',
      { ...valid, partners: [{ secureLogin: 'a' }] },
      'partners.0.providerId: write',
    ],
    [
      'a partner with an empty secureLogin',
      { ...valid, partners: [{ ...partner, secureLogin: '' }] },
      'partners.0.secureLogin: write',
    ],
    [
      'a partner with another key',
      { ...valid, partners: [{ ...partner, name: 'x' }] },
      'partners.0.name: no such setting',
    ],
    [
      'allowedIps a text',
      { ...valid, allowedIps: '198.18.0.0/24' },
      'allowedIps: write an IP range',
    ],
    [
      'an address without a prefix',
      { ...valid, allowedIps: ['198.18.0.7'] },
      'allowedIps.0: write an IP range',
    ],
    [
      'a prefix of two zeros',
      { ...valid, allowedIps: ['0.0.0.0/00'] },
      'allowedIps.0: write an IP range',
    ],
    [
      'an address with a zone',
      { ...valid, allowedIps: ['fe80::1%eth0/64'] },
      'allowedIps.0: write an IP range',
    ],
    [
      'a secureLogin with a space at its end',
      { ...valid, partners: [{ ...partner, secureLogin: 'a ' }] },
      'partners.0.secureLogin: write',
    ],
    [
      'a global web ACL',
      { ...valid, webAclArn: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/x/y' },
      'webAclArn: write',
    ],
    [
      'a bucket as a URL',
      {
        ...valid,
        domain: {
          name: 'a.example.com',
          certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/x',
          truststore: { bucket: 's3://b/', key: 'k' },
        },
      },
      'domain.truststore.bucket: write',
    ],
    [
      'a prefix too long',
      { ...valid, allowedIps: ['198.18.0.7/33'] },
      'allowedIps.0: write an IP range',
    ],
    [
      'an impossible address',
      { ...valid, allowedIps: ['198.18.0.256/24'] },
      'allowedIps.0: write an IP range',
    ],
    ['everyone allowed', { ...valid, allowedIps: ['0.0.0.0/0'] }, 'allowedIps: list the IP ranges'],
    [
      'everyone allowed in two halves',
      { ...valid, allowedIps: ['0.0.0.0/1', '128.0.0.0/1'] },
      'allowedIps: list the IP ranges',
    ],
    ['half of IPv6 allowed', { ...valid, allowedIps: ['::/1'] }, 'allowedIps: list the IP ranges'],
    [
      'more partners than fit',
      {
        ...valid,
        partners: Array.from({ length: 40 }, (_, index) => ({
          ...partner,
          secureLogin: `real-${index}`,
        })),
      },
      'partners: list fewer',
    ],
    [
      'a pair with and without its digest',
      { ...valid, partners: [{ ...partner, secureLoginSha256: sha256('real-operator') }] },
      'partners.0: write either secureLogin or secureLoginSha256',
    ],
    [
      'a pair with neither',
      { ...valid, partners: [{ providerId: 'Luckymonaco' }] },
      'partners.0: write either secureLogin or secureLoginSha256',
    ],
    [
      'a digest that is too short',
      { ...valid, partners: [{ providerId: 'Luckymonaco', secureLoginSha256: 'abc' }] },
      'partners.0.secureLoginSha256: write the SHA-256',
    ],
    [
      'the digest of the demo pair',
      { ...valid, partners: [{ providerId: 'L', secureLoginSha256: sha256('demo-operator') }] },
      'partners: replace the demo pair',
    ],
    [
      "the documents' secureLogin",
      { ...valid, partners: [{ ...partner, secureLogin: 'your-secure-login' }] },
      'partners: replace the demo pair',
    ],
    [
      'the digest of an unset variable',
      { ...valid, partners: [{ providerId: 'L', secureLoginSha256: sha256('') }] },
      'partners: replace the demo pair',
    ],
    [
      'the same pair twice, once as a digest',
      {
        ...valid,
        partners: [
          partner,
          { providerId: 'LUCKYMONACO', secureLoginSha256: sha256('real-operator').toUpperCase() },
        ],
      },
      'partners.1: remove it',
    ],
    [
      'a lone surrogate',
      { ...valid, partners: [{ ...partner, secureLogin: 'a\ud800' }] },
      'partners.0.secureLogin: write the secureLogin agreed with Lucky Monaco, ' +
        '1 to 256 characters, in well-formed Unicode',
    ],
    [
      'everyone allowed in many parts',
      {
        ...valid,
        allowedIps: Array.from({ length: 128 }, (_, index) => `${index + 1}.0.0.0/9`),
      },
      'allowedIps: list the IP ranges',
    ],
    [
      'two wide ranges',
      { ...valid, allowedIps: ['11.0.0.0/8', '12.0.0.0/16'] },
      'allowedIps: list the IP',
    ],
    ...['192.0.2.7/32', '198.51.100.0/24', '203.0.113.0/25', '2001:db8:1::/48', '3fff::/32'].map(
      (range): [string, object, string] => [
        `a range for documents, ${range}`,
        { ...valid, allowedIps: ['198.18.0.0/24', range] },
        'allowedIps: replace the ranges that are only for documents',
      ],
    ),
    [
      'a policy too large',
      { ...valid, allowedIps: ranges(500) },
      'allowedIps: list fewer or wider ranges',
    ],
    [
      'more reader accounts than a policy takes',
      { ...valid, readerAccounts: ranges(200).map((_, index) => String(100_000_000_000 + index)) },
      'readerAccounts: list fewer',
    ],
    [
      'a certificate for mutual TLS without it',
      {
        ...valid,
        domain: { ...domain, ownershipVerificationCertificateArn: domain.certificateArn },
      },
      'domain.ownershipVerificationCertificateArn: leave it out',
    ],
    ['everyone allowed by default', { partners: [partner] }, 'allowedIps: list the IP ranges'],
    [
      'the demo pair among others',
      { ...valid, partners: [partner, demoPartner] },
      'partners: replace the demo pair',
    ],
    [
      'retention too short',
      { ...valid, retentionDays: 1 },
      'retentionDays: write a whole number from 2',
    ],
    ['a runbook without https', { ...valid, runbookUrl: 'http://a' }, 'runbookUrl: write the URL'],
    [
      'an archive without days',
      { ...valid, eventArchiveDays: 0 },
      'eventArchiveDays: write a whole number',
    ],
    [
      'retention a fraction',
      { ...valid, retentionDays: 2.5 },
      'retentionDays: write a whole number from 2',
    ],
    [
      'an unknown numbering',
      { ...valid, errorCodes: '2025' },
      'errorCodes: write one of "2024-10-17", "2024-10-27"',
    ],
    [
      'an unknown revision',
      { ...valid, requestFields: 1 },
      'requestFields: write one of "2024-10-17", "2024-10-18"',
    ],
    [
      'a queryThrottle of 0',
      { ...valid, queryThrottle: { rate: 0, burst: 1 } },
      'queryThrottle.rate: write',
    ],
    ['a throttle without burst', { ...valid, throttle: { rate: 1 } }, 'throttle.burst: write'],
    [
      'a reader account as a number',
      { ...valid, readerAccounts: [123456789012] },
      'readerAccounts.0: write the 12 digits',
    ],
    [
      'a reader account too short',
      { ...valid, readerAccounts: ['12345678901'] },
      'readerAccounts.0: write the 12 digits',
    ],
    ['events a text', { ...valid, events: 'no' }, 'events: write true or false'],
    [
      'a log retention that CloudWatch lacks',
      { ...valid, logRetentionDays: 31 },
      'logRetentionDays: write one of 1, 3',
    ],
    [
      'an unknown setting',
      { ...valid, retention: 3 },
      'retention: no such setting; there are partners, allowedIps',
    ],
  ])('names what is wrong and says what to write: %s', (_, settings, message) => {
    const read = () => readSettings({ prod: settings }, 'prod');
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(`stages.prod.${message}`);
    expect(read).not.toThrow('\n');
  });

  it('takes the SHA-256 of a secureLogin in its place', () => {
    const secureLoginSha256 = sha256('real-operator');
    const partners = [{ providerId: 'Luckymonaco', secureLoginSha256 }];
    const settings = readSettings({ prod: { ...valid, partners } }, 'prod');
    expect(settings.partners).toEqual(partners);
    expect(settings.partners).toEqual([
      expect.not.objectContaining({ secureLogin: expect.anything() }),
    ]);
  });

  it('accepts an allowlist as long as a policy may be, and as wide as one range may be', () => {
    expect(readSettings({ prod: { ...valid, allowedIps: ranges(350) } }, 'prod')).toBeDefined();
    expect(
      readSettings({ prod: { ...valid, allowedIps: ['11.0.0.0/8', '2600::/16'] } }, 'prod'),
    ).toBeDefined();
  });

  it('demands an allowlist in every stage where secureLogin is optional', () => {
    const dev = { partners: [partner], requestFields: '2024-10-18' };
    expect(() => readSettings({ dev }, 'dev')).toThrow('stages.dev.allowedIps: list the IP ranges');
    expect(readSettings({ dev: { ...dev, allowedIps: ['2001:db8::/32'] } }, 'dev')).toMatchObject(
      dev,
    );
  });

  it('names a stage that has no settings', () => {
    expect(() => readSettings({ dev: valid }, 'staging')).toThrow(
      'stages.staging is missing from cdk.json',
    );
    expect(() => readSettings({ dev: valid }, 'toString')).toThrow('stages.toString is missing');
    expect(() => readSettings({ dev: valid }, 'a/b')).toThrow('stage: write a name');
    expect(() => readSettings({ dev: [] }, 'dev')).toThrow('stages.dev: write an object');
    expect(() => readSettings(undefined, 'dev')).toThrow('stages: write an object');
    expect(() => readSettings('{', 'dev')).toThrow(
      'stages: what -c passes must be JSON, on one line',
    );
  });

  it('offers every log retention that CloudWatch Logs has', () => {
    const offered = Object.values(RetentionDays).filter(
      (days) => typeof days === 'number' && days < 9999,
    );
    for (const logRetentionDays of offered) {
      expect(readSettings({ prod: { ...valid, logRetentionDays } }, 'prod')).toMatchObject({
        logRetentionDays,
      });
    }
  });
});

describe('readSwitch', () => {
  it('is on only if the command line says so', () => {
    expect(readSwitch('urgent', undefined)).toBe(false);
    expect(readSwitch('urgent', 'true')).toBe(true);
  });

  it.each([['yes'], ['false'], [''], [true]])(
    'refuses %j, which may be meant otherwise',
    (value) => {
      expect(() => readSwitch('urgent', value)).toThrow('urgent: write -c urgent=true');
    },
  );
});
