import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { describe, expect, it } from 'vitest';
import cdkJson from '../../../cdk.json' with { type: 'json' };
import { readSettings, readSwitch, SettingsError } from '../../../lib/settings/read-settings.ts';
import { demoPartner } from '../../builders/callback.ts';

const partner = { secureLogin: 'real-operator', providerId: 'Luckymonaco' };
const valid = { partners: [partner], allowedIps: ['203.0.113.0/24'] };

describe('readSettings', () => {
  it('fills in the defaults', () => {
    expect(readSettings({ prod: valid }, 'prod')).toEqual({
      ...valid,
      retentionDays: 90,
      errorCodes: '2024-10-17',
      requestFields: '2024-10-17',
      throttle: { rate: 100, burst: 200 },
      readerAccounts: [],
      events: true,
      logRetentionDays: 30,
      terminationProtection: false,
      cloudWatchRole: true,
    });
  });

  it('accepts what ships for dev', () => {
    expect(readSettings(cdkJson.context.stages, 'dev')).toMatchObject({
      partners: [demoPartner],
      allowedIps: [],
    });
  });

  it('refuses what ships for prod until it is filled in, in one line', () => {
    expect(() => readSettings(cdkJson.context.stages, 'prod')).toThrow(
      /^stages\.prod\.partners: replace the demo pair .*; stages\.prod\.allowedIps: list the IP ranges .*$/,
    );
  });

  it('accepts the stages as JSON text, as -c passes them', () => {
    expect(readSettings(JSON.stringify({ prod: valid }), 'prod')).toMatchObject(valid);
  });

  it.each([
    ['partners missing', { allowedIps: ['203.0.113.0/24'] }, 'partners: write a list'],
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
    ['allowedIps a text', { ...valid, allowedIps: '203.0.113.0/24' }, 'allowedIps: write an IP range'],
    [
      'an address without a prefix',
      { ...valid, allowedIps: ['203.0.113.7'] },
      'allowedIps.0: write an IP range',
    ],
    ['a prefix of two zeros', { ...valid, allowedIps: ['0.0.0.0/00'] }, 'allowedIps.0: write an IP range'],
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
    ['a prefix too long', { ...valid, allowedIps: ['203.0.113.7/33'] }, 'allowedIps.0: write an IP range'],
    [
      'an impossible address',
      { ...valid, allowedIps: ['203.0.113.256/24'] },
      'allowedIps.0: write an IP range',
    ],
    ['everyone allowed', { ...valid, allowedIps: ['0.0.0.0/0'] }, 'allowedIps: list the IP ranges'],
    [
      'everyone allowed in two halves',
      { ...valid, allowedIps: ['0.0.0.0/1', '128.0.0.0/1'] },
      'allowedIps: list the IP ranges',
    ],
    ['half of IPv6 allowed', { ...valid, allowedIps: ['::/1'] }, 'allowedIps: list the IP ranges'],
    ['more partners than fit', { ...valid, partners: Array(40).fill(partner) }, 'partners: list fewer'],
    ['everyone allowed by default', { partners: [partner] }, 'allowedIps: list the IP ranges'],
    [
      'the demo pair among others',
      { ...valid, partners: [partner, demoPartner] },
      'partners: replace the demo pair',
    ],
    ['retention too short', { ...valid, retentionDays: 1 }, 'retentionDays: write a whole number from 2'],
    ['retention a fraction', { ...valid, retentionDays: 2.5 }, 'retentionDays: write a whole number from 2'],
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

  it('demands an allowlist in every stage where secureLogin is optional', () => {
    const dev = { partners: [partner], requestFields: '2024-10-18' };
    expect(() => readSettings({ dev }, 'dev')).toThrow('stages.dev.allowedIps: list the IP ranges');
    expect(readSettings({ dev: { ...dev, allowedIps: ['2001:db8::/32'] } }, 'dev')).toMatchObject(dev);
  });

  it('names a stage that has no settings', () => {
    expect(() => readSettings({ dev: valid }, 'staging')).toThrow('stages.staging is missing from cdk.json');
    expect(() => readSettings({ dev: valid }, 'toString')).toThrow('stages.toString is missing');
    expect(() => readSettings({ dev: valid }, 'a/b')).toThrow('stage: write a name');
    expect(() => readSettings({ dev: [] }, 'dev')).toThrow('stages.dev: write an object');
    expect(() => readSettings(undefined, 'dev')).toThrow('stages: write an object');
    expect(() => readSettings('{', 'dev')).toThrow('stages: what -c passes must be JSON, on one line');
  });

  it('offers every log retention that CloudWatch Logs has', () => {
    const offered = Object.values(RetentionDays).filter((days) => typeof days === 'number' && days < 9999);
    for (const logRetentionDays of offered) {
      expect(readSettings({ prod: { ...valid, logRetentionDays } }, 'prod')).toMatchObject({
        logRetentionDays,
      });
    }
  });
});

describe('readSwitch', () => {
  it('is on only where the command line says so', () => {
    expect(readSwitch('urgent', undefined)).toBe(false);
    expect(readSwitch('urgent', 'true')).toBe(true);
  });

  it.each([['yes'], ['false'], [''], [true]])('refuses %j, which may be meant otherwise', (value) => {
    expect(() => readSwitch('urgent', value)).toThrow('urgent: write -c urgent=true');
  });
});
