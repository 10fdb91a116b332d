import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callbackConcealer } from '../../../bin/local/conceal-callback.ts';
import { aCallback, demoPartner } from '../../builders/callback.ts';

const secret = fc.stringMatching(/^[A-Za-z]{8,40}$/);

describe('callbackConcealer', () => {
  it('hides token and secureLogin by their names, at any depth, and keeps the rest', () => {
    const { token, ...callback } = aCallback();
    const body = JSON.stringify({
      ...callback,
      Token: token,
      more: [{ SECURELOGIN: { a: token } }],
    });
    const shown = JSON.parse(callbackConcealer(body, []).body);
    expect(shown).toEqual({
      ...callback,
      secureLogin: '[concealed]',
      Token: '[concealed]',
      more: [{ SECURELOGIN: '[concealed]' }],
    });
  });

  it('hides them in whatever else is shown, wherever they stand', () => {
    fc.assert(
      fc.property(secret, secret, (token, secureLogin) => {
        const { conceal, body } = callbackConcealer(
          JSON.stringify(
            aCallback({ token, secureLogin, userId: `user of ${token}`, [secureLogin]: 1 }),
          ),
          [],
        );
        const line = { uuid: token, nested: [`a ${secureLogin}`], [token]: 1, secureLogin: 'x' };
        for (const text of [body, JSON.stringify(conceal(line))]) {
          expect(text).not.toContain(token);
          expect(text).not.toContain(secureLogin);
        }
      }),
    );
  });

  it('hides the secureLogins of the settings in a callback without one', () => {
    const { conceal } = callbackConcealer('{}', [demoPartner.secureLogin]);
    expect(conceal(`from ${demoPartner.secureLogin}`)).toBe('from [concealed]');
  });

  it('shows only the form of what is no JSON object', () => {
    const printed = '{\n "providerId": "Luckymonaco"\n "token" : "a secret"\n}';
    expect(callbackConcealer(printed, []).body).toBe('{\n "providerId": "…"\n "token" : "… …"\n}');
    expect(callbackConcealer('"a secret"', []).body).toBe('"… …"');
  });

  it('takes whatever is sent', () => {
    const deep = `${'['.repeat(8_000)}${']'.repeat(8_000)}`;
    expect(callbackConcealer(deep, []).body.length).toBeLessThan(2_000);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        expect(typeof callbackConcealer(body, []).body).toBe('string');
      }),
    );
  });
});
