import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { isSessionExpiredEvent, type SessionExpiredEvent } from '../../../lib/client/index.ts';

const schema = JSON.parse(readFileSync('docs/session-expired-event.schema.json', 'utf8'));
const ajv = new Ajv2020();
addFormats.default(ajv);
const validate = ajv.compile(schema);

const [example] = schema.examples as [SessionExpiredEvent];

/** The example with one value changed, or removed if the value is undefined. */
function altered(place: readonly string[], value: unknown): unknown {
  const event = structuredClone(example) as unknown as Record<string, unknown>;
  const owner = place.slice(0, -1).reduce((at, name) => at[name] as Record<string, unknown>, event);
  owner[place.at(-1) as string] = value;
  return JSON.parse(JSON.stringify(event));
}

const places = [
  ['source'],
  ['detail-type'],
  ['detail'],
  ...Object.keys(example.detail).map((name) => ['detail', name]),
  ['more'],
  ['detail', 'more'],
];

describe('isSessionExpiredEvent', () => {
  it('accepts the examples of the JSON Schema, and types them', () => {
    for (const event of schema.examples as unknown[]) {
      expect(validate(event)).toBe(true);
      expect(isSessionExpiredEvent(event)).toBe(true);
      if (isSessionExpiredEvent(event)) expectTypeOf(event.detail.userId).toEqualTypeOf<string>();
    }
  });

  it.each(places.map((place) => [place.join('.'), place] as const))(
    'says what the JSON Schema says where %s is altered',
    (_, place) => {
      const values = fc.oneof(
        fc.constant(undefined),
        fc.jsonValue(),
        fc.string(),
        fc.date({ noInvalidDate: false }).map((date) => String(date)),
        fc
          .date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31') })
          .map((date) => date.toJSON()),
        fc.constantFrom(1, 2, '1', 'session-expired', 'SessionExpired', example.detail),
      );
      fc.assert(
        fc.property(values, (value) => {
          const event = altered(place, value);
          expect(isSessionExpiredEvent(event)).toBe(validate(event));
        }),
      );
    },
  );

  it.each([
    '2026-01-31T22:15:00Z',
    '2026-01-31T22:15:00.250+00:00',
    '2026-01-31T22:15:00.2501Z',
    '2026-01-31t22:15:00.250z',
    '2026-02-29T22:15:00.250Z',
    '2024-02-29T22:15:00.250Z',
    '2026-13-01T22:15:00.250Z',
    '2026-01-31T24:00:00.000Z',
    '2026-01-31T23:59:60.000Z',
    '+012026-01-31T22:15:00.250Z',
    '0000-01-01T00:00:00.000Z',
  ])('says what the JSON Schema says of a moment: %s', (receivedAt) => {
    const event = altered(['detail', 'receivedAt'], receivedAt);
    expect(isSessionExpiredEvent(event)).toBe(validate(event));
  });

  it.each([undefined, null, 'text', 7, []])('refuses %j', (value) => {
    expect(isSessionExpiredEvent(value)).toBe(false);
  });
});
