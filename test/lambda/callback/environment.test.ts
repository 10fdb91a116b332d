import { describe, expect, it } from 'vitest';
import { callbackEnvironmentSchema } from '../../../lambda/callback/environment.ts';
import { toPartner } from '../../../lambda/callback/partner.ts';
import { readEnvironment } from '../../../lambda/shared/read-environment.ts';
import { callbackEnvironment } from '../../../lib/callback/callback-environment.ts';
import { readSettings } from '../../../lib/settings/read-settings.ts';
import { demoPartner } from '../../builders/callback.ts';

const settings = readSettings({ dev: { partners: [demoPartner] } }, 'dev');
const variables = callbackEnvironment({ settings, stage: 'dev', tableName: 'a-table' });

describe("the callback's environment", () => {
  it('is read as the stack sets it', () => {
    expect(readEnvironment(callbackEnvironmentSchema, variables)).toEqual({
      TABLE_NAME: 'a-table',
      STAGE: 'dev',
      PARTNERS: [toPartner(demoPartner)],
      RETENTION_DAYS: 180,
      ERROR_CODES: '2024-10-17',
      REQUEST_FIELDS: '2024-10-17',
    });
  });

  it.each(Object.keys(variables))('names %s when it is missing', (name) => {
    expect(() =>
      readEnvironment(callbackEnvironmentSchema, { ...variables, [name]: undefined }),
    ).toThrow(`environment variable ${name} is`);
  });

  it.each([
    ['PARTNERS', 'a-secret'],
    ['PARTNERS', '[]'],
    ['PARTNERS', '[{"providerId":"a","secureLoginSha256":"a-secret"}]'],
    ['RETENTION_DAYS', '1'],
    ['ERROR_CODES', 'a-secret'],
  ])('names %s when it is wrong, and does not quote it', (name, value) => {
    const read = () => readEnvironment(callbackEnvironmentSchema, { ...variables, [name]: value });
    expect(read).toThrow(`environment variable ${name}`);
    expect(read).not.toThrow('a-secret');
  });
});
