import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromCursor, toCursor } from '../../../lambda/query/cursor.ts';
import type { RecordSelection } from '../../../lambda/records/record-list.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 });
const moment = fc
  .date({ noInvalidDate: true, min: new Date(0), max: new Date('2999-01-01') })
  .map((date) => date.toISOString());
const anySelection = fc.record<RecordSelection>(
  {
    index: fc.constantFrom('bySession', 'byUser'),
    value: text,
    from: moment,
    to: moment,
    order: fc.constantFrom('newest', 'oldest'),
  },
  { requiredKeys: ['index', 'value', 'order'] },
);
const anyPosition = fc.record({ receivedAt: moment, uuid: text });

/** A position and a selection that holds it. */
const anyPlace = fc
  .tuple(anyPosition, anySelection, fc.nat(), fc.integer({ min: 1, max: 1_000_000_000 }))
  .map(([position, { from, to, ...rest }, before, after]) => {
    const at = (ms: number) => new Date(Date.parse(position.receivedAt) + ms).toISOString();
    const selection = {
      ...rest,
      ...(from !== undefined && { from: at(-(before % 10_000_000)) }),
      ...(to !== undefined && { to: at(after) }),
    };
    return { position, selection };
  });

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  const selection: RecordSelection = {
    index: 'byUser',
    value: 'a',
    from: '2026-01-01T00:00:00.000Z',
    to: '2026-02-01T00:00:00.000Z',
    order: 'newest',
  };
  const inRange = '2026-01-15T00:00:00.000Z';

  it('leads back to the end of its page, in the same query', () => {
    fc.assert(
      fc.property(anyPlace, ({ selection, position }) => {
        expect(fromCursor(selection, toCursor(selection, position))).toEqual(position);
        expect(toCursor(selection, position)).toMatch(/^[\w-]+$/);
      }),
    );
  });

  it.each<Partial<RecordSelection>>([
    { index: 'bySession' },
    { value: 'b' },
    { from: '2026-01-01T00:00:00.001Z' },
    { from: undefined },
    { to: undefined },
    { order: 'oldest' },
  ])('is refused by a query with %j', (change) => {
    const cursor = toCursor(selection, { receivedAt: inRange, uuid: 'u' });
    expect(fromCursor({ ...selection, ...change }, cursor)).toBeUndefined();
  });

  it('is refused if a character is changed, missing or added', () => {
    const character = fc.constantFrom(...'ABCXYZabcxyz0189-_=+/% ');
    fc.assert(
      fc.property(
        anyPlace,
        fc.nat(),
        character,
        fc.nat(1),
        ({ selection, position }, seed, inserted, removed) => {
          const cursor = toCursor(selection, position);
          const at = seed % (cursor.length + 1);
          const damaged = cursor.slice(0, at) + inserted + cursor.slice(at + removed);
          fc.pre(damaged !== cursor);
          expect(fromCursor(selection, damaged)).toBeUndefined();
          expect(fromCursor(selection, cursor.slice(0, at))).toEqual(
            at === cursor.length ? position : undefined,
          );
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['no uuid', { receivedAt: inRange, uuid: '' }],
    ['a uuid that is too long for a key', { receivedAt: inRange, uuid: 'x'.repeat(3_000) }],
    ['a uuid that no text is', { receivedAt: inRange, uuid: 'a\ud800' }],
    ['no moment', { receivedAt: '', uuid: 'a' }],
    ['a moment in another form', { receivedAt: '2026-01-15T00:00:00Z', uuid: 'a' }],
    ['a day that there is not', { receivedAt: '2026-01-32T00:00:00.000Z', uuid: 'a' }],
    ['a moment before the range', { receivedAt: '2025-12-31T23:59:59.999Z', uuid: 'a' }],
    ['the moment that ends the range', { receivedAt: '2026-02-01T00:00:00.000Z', uuid: 'a' }],
  ])('is refused although its digest is right: %s', (_, position) => {
    expect(fromCursor(selection, toCursor(selection, position))).toBeUndefined();
  });

  it('is refused in another form of the same JSON', () => {
    const cursor = toCursor(selection, { receivedAt: inRange, uuid: 'a' });
    const parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    expect(encode(parts)).toBe(cursor);
    for (const other of [
      `${cursor}IA`,
      Buffer.from(JSON.stringify(parts, null, 1)).toString('base64url'),
    ]) {
      expect(fromCursor(selection, other)).toBeUndefined();
    }
  });

  it('is refused if it is any other text', () => {
    const anything = fc.oneof(fc.string(), fc.jsonValue().map(encode));
    fc.assert(
      fc.property(anySelection, anything, (selection, cursor) => {
        expect(fromCursor(selection, cursor)).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });
});
