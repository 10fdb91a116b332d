import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSessionRecord } from '../../../lambda/callback/to-session-record.ts';
import {
  fromOverflowMessage,
  toOverflowMessage,
} from '../../../lambda/overflow/overflow-message.ts';
import { aCallback } from '../../builders/callback.ts';

const arrival = {
  receivedAtMs: 1_750_000_000_999,
  sourceIp: '203.0.113.9',
  requestId: 'a-request',
  retentionDays: 90,
};

describe('an overflow message', () => {
  it('carries a record without secureLogin and token', () => {
    const { secureLogin: _s, token: _t, ...callback } = aCallback();
    const record = toSessionRecord(callback, arrival);
    const { secureLoginSha256: _l, tokenSha256: _h, ...expected } = record;
    expect(fromOverflowMessage(toOverflowMessage(record))).toEqual(expected);
  });

  it('carries any record unchanged, in characters that SQS accepts', () => {
    const taken = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
    const odd = fc.constantFrom(
      '\ufffe',
      '\uffff',
      '\ufeff',
      '\u2028',
      '\u{1fffe}',
      '\u{10ffff}',
      '\\',
      '"',
    );
    const text = fc.oneof(
      fc.string({ minLength: 1, unit: odd }),
      fc.string({ minLength: 1, unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(text, text, text, (uuid, sessionId, userId) => {
        const record = toSessionRecord(aCallback({ uuid, sessionId, userId }), arrival);
        expect(toOverflowMessage(record)).toMatch(taken);
        expect(fromOverflowMessage(toOverflowMessage(record))).toEqual(record);
      }),
    );
  });
});
