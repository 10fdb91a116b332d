import { hash } from 'node:crypto';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { describe, expect, it } from 'vitest';
import cdkJson from '../../../cdk.json' with { type: 'json' };
import { readSettings, readSwitch } from '../../../lib/settings/read-settings.ts';
import { SettingsError } from '../../../lib/settings/read-stages.ts';
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

const aDigest = (secureLogin: string) => ({
  providerId: 'L',
  secureLoginSha256: sha256(secureLogin),
});

/** Expects that prod refuses the settings, in one line that starts with the message. */
function expectRefusal(settings: object, message: string): void {
  const read = () => readSettings({ prod: settings }, 'prod');
  expect(read).toThrow(SettingsError);
  expect(read).toThrow(`stages.prod.${message}`);
  expect(read).not.toThrow('\n');
}

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

  it.each<[setting: string, value: unknown, message: string]>([
    ['partners', undefined, 'partners: write a list'],
    ['partners', [], 'partners: write at least one'],
    ['partners', [{ secureLogin: 'a' }], 'partners.0.providerId: write'],
    ['partners', [{ ...partner, secureLogin: '' }], 'partners.0.secureLogin: write'],
    ['partners', [{ ...partner, secureLogin: 'a ' }], 'partners.0.secureLogin: write'],
    [
      'partners',
      [{ ...partner, secureLogin: 'a\ud800' }],
      'partners.0.secureLogin: write the secureLogin agreed with Lucky Monaco, ' +
        '1 to 256 characters, in well-formed Unicode',
    ],
    ['partners', [{ ...partner, name: 'x' }], 'partners.0.name: no such setting'],
    [
      'partners',
      [{ ...partner, secureLoginSha256: sha256('real-operator') }],
      'partners.0: write either secureLogin or secureLoginSha256',
    ],
    [
      'partners',
      [{ providerId: 'Luckymonaco' }],
      'partners.0: write either secureLogin or secureLoginSha256',
    ],
    [
      'partners',
      [{ providerId: 'Luckymonaco', secureLoginSha256: 'abc' }],
      'partners.0.secureLoginSha256: write the SHA-256',
    ],
    ['allowedIps', '198.18.0.0/24', 'allowedIps: write an IP range'],
    ['allowedIps', ['198.18.0.7'], 'allowedIps.0: write an IP range'],
    ['allowedIps', ['198.18.0.7/33'], 'allowedIps.0: write an IP range'],
    ['allowedIps', ['0.0.0.0/00'], 'allowedIps.0: write an IP range'],
    ['allowedIps', ['198.18.0.256/24'], 'allowedIps.0: write an IP range'],
    ['allowedIps', ['fe80::1%eth0/64'], 'allowedIps.0: write an IP range'],
    ['retentionDays', 1, 'retentionDays: write a whole number from 2'],
    ['retentionDays', 2.5, 'retentionDays: write a whole number from 2'],
    ['errorCodes', '2025', 'errorCodes: write one of "2024-10-17", "2024-10-27"'],
    ['requestFields', 1, 'requestFields: write one of "2024-10-17", "2024-10-18"'],
    ['throttle', { rate: 1 }, 'throttle.burst: write'],
    ['queryThrottle', { rate: 0, burst: 1 }, 'queryThrottle.rate: write'],
    ['readerAccounts', [123456789012], 'readerAccounts.0: write the 12 digits'],
    ['readerAccounts', ['12345678901'], 'readerAccounts.0: write the 12 digits'],
    ['events', 'no', 'events: write true or false'],
    ['eventArchiveDays', 0, 'eventArchiveDays: write a whole number'],
    ['logRetentionDays', 31, 'logRetentionDays: write one of 1, 3'],
    [
      'domain',
      { ...domain, truststore: { bucket: 's3://b/', key: 'k' } },
      'domain.truststore.bucket: write',
    ],
    ['webAclArn', 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/x/y', 'webAclArn: write'],
    ['runbookUrl', 'http://a', 'runbookUrl: write the URL'],
    ['retention', 3, 'retention: no such setting; there are partners, allowedIps'],
  ])('says what to write in place of a wrong value: %s %j', (setting, value, message) => {
    const { [setting as 'partners']: _, ...others } = valid;
    expectRefusal(value === undefined ? others : { ...others, [setting]: value }, message);
  });

  it.each<[situation: string, settings: object, message: string]>([
    ...(
      [
        ['by default', undefined],
        ['at once', ['0.0.0.0/0']],
        ['in two halves', ['0.0.0.0/1', '128.0.0.0/1']],
        ['in many parts', Array.from({ length: 128 }, (_, index) => `${index + 1}.0.0.0/9`)],
        ['in two wide ranges', ['11.0.0.0/8', '12.0.0.0/16']],
        ['from half of IPv6', ['::/1']],
      ] as const
    ).map(([how, allowedIps]): [string, object, string] => [
      `everyone allowed ${how}`,
      { allowedIps },
      'allowedIps: list the IP ranges',
    ]),
    ...['192.0.2.7/32', '198.51.100.0/24', '203.0.113.0/25', '2001:db8:1::/48', '3fff::/32'].map(
      (range): [string, object, string] => [
        `a range for documents, ${range}`,
        { allowedIps: ['198.18.0.0/24', range] },
        'allowedIps: replace the ranges that are only for documents',
      ],
    ),
    ['a policy too large', { allowedIps: ranges(500) }, 'allowedIps: list fewer or wider ranges'],
    [
      'more reader accounts than a policy takes',
      { readerAccounts: ranges(200).map((_, index) => String(100_000_000_000 + index)) },
      'readerAccounts: list fewer',
    ],
    ...(
      [
        ['the demo pair among others', demoPartner],
        ["the documents' secureLogin", { ...partner, secureLogin: 'your-secure-login' }],
        ['the digest of the demo pair', aDigest('demo-operator')],
        ['the digest of an unset variable', aDigest('')],
      ] as const
    ).map(([situation, placeholder]): [string, object, string] => [
      situation,
      { partners: [partner, placeholder] },
      'partners: replace the demo pair',
    ]),
    [
      'the same pair twice, once as a digest',
      {
        partners: [
          partner,
          { providerId: 'LUCKYMONACO', secureLoginSha256: sha256('real-operator').toUpperCase() },
        ],
      },
      'partners.1: remove it',
    ],
    [
      'more partners than fit',
      { partners: ranges(40).map((secureLogin) => ({ ...partner, secureLogin })) },
      'partners: list fewer',
    ],
    [
      'a certificate for mutual TLS without it',
      { domain: { ...domain, ownershipVerificationCertificateArn: domain.certificateArn } },
      'domain.ownershipVerificationCertificateArn: leave it out',
    ],
  ])('refuses what must not be deployed: %s', (_, settings, message) => {
    expectRefusal({ ...valid, ...settings }, message);
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

  it('takes mutual TLS in place of an allowlist, but not where secureLogin is optional', () => {
    const truststore = { bucket: 'a-bucket', key: 'truststore.pem' };
    const withTruststore = { partners: [partner], domain: { ...domain, truststore } };
    expect(readSettings({ prod: withTruststore }, 'prod')).toMatchObject(withTruststore);
    expectRefusal({ partners: [partner], domain }, 'allowedIps: list the IP ranges');
    expect(() =>
      readSettings({ prod: { ...withTruststore, requestFields: '2024-10-18' } }, 'prod'),
    ).toThrow('authenticates by them in every stage');
  });

  it('names a stage that has no settings', () => {
    expect(() => readSettings({ dev: valid }, 'staging')).toThrow(
      'stages.staging is missing from cdk.json',
    );
    expect(() => readSettings({ dev: valid }, 'toString')).toThrow('stages.toString is missing');
    expect(() => readSettings({ dev: valid }, 'a/b')).toThrow('stage: write a name');
    expect(() => readSettings({ dev: [] }, 'dev')).toThrow('stages.dev: write an object');
    expect(() => readSettings(undefined, 'dev')).toThrow('stages: write an object');
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
