import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSessionRecord } from '../../../lambda/callback/to-session-record.ts';
import { aCallback } from '../../builders/callback.ts';

const arrival = {
  receivedAtMs: 1_750_000_000_999,
  sourceIp: '203.0.113.9',
  requestId: 'a-request',
  retentionDays: 90,
};
const fingerprint = (callback: ReturnType<typeof aCallback>) =>
  toSessionRecord(callback, arrival).fingerprint;

describe('toSessionRecord', () => {
  it("keeps only the token's SHA-256", () => {
    const { tokenSha256 } = toSessionRecord(aCallback({ token: 'a-token' }), arrival);
    expect(tokenSha256).toBe(createHash('sha256').update('a-token').digest('hex'));
  });

  it('purges after the retention, in whole seconds', () => {
    expect(toSessionRecord(aCallback(), arrival).purgeAt).toBe(1_750_000_000 + 90 * 86_400);
  });

  it('gives two callbacks the same fingerprint only if all fields are equal', () => {
    const text = fc.string({
      minLength: 1,
      maxLength: 4,
      unit: fc.constantFrom('a', '"', ',', '\\', ']', 'é'),
    });
    const callback = fc.record({
      secureLogin: text,
      providerId: text,
      sessionId: text,
      userId: text,
      token: text,
      uuid: text,
    });
    fc.assert(
      fc.property(callback, callback, (one, other) => {
        expect(fingerprint({ ...one })).toBe(fingerprint(one));
        if (!Object.keys(one).every((key) => one[key as 'uuid'] === other[key as 'uuid'])) {
          expect(fingerprint(one)).not.toBe(fingerprint(other));
        }
      }),
    );
  });

  it('keeps the end of each field apart from the next', () => {
    const one = aCallback({ sessionId: 'ab', userId: 'c' });
    expect(fingerprint(one)).not.toBe(fingerprint({ ...one, sessionId: 'a', userId: 'bc' }));
    expect(fingerprint(one)).not.toBe(fingerprint({ ...one, sessionId: 'c', userId: 'ab' }));
  });
});
