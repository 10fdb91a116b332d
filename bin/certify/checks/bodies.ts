import { table } from './table.ts';

/** Bodies that are not JSON, or are JSON but no object. */
export const malformedJson = table('malformed JSON', [
  ['no body', 'malformed', { body: () => '' }],
  ['cut off', 'malformed', { body: (json) => json.slice(0, -1) }],
  ['a comma too many', 'malformed', { body: (json) => `${json.slice(0, -1)},}` }],
  ['single quotes', 'malformed', { body: (json) => json.replaceAll('"', "'") }],
  ['two objects', 'malformed', { body: (json) => json + json }],
  ['not JSON at all', 'malformed', { body: () => 'certify' }],
  ['null', 'malformed', { body: () => 'null' }],
  ['a number', 'malformed', { body: () => '1' }],
  ['the object in a text', 'malformed', { body: (json) => JSON.stringify(json) }],
  ['the object in a list', 'malformed', { body: (json) => `[${json}]` }],
  ['an empty object', 'malformed', { body: () => '{}' }],
]);

/**
 * The example body as the provider's page prints it. It has no commas, so it is not JSON. It also
 * lacks two required fields.
 */
const asPrinted = `{
 "providerId": "Luckymonaco"
 "sessionId": "6fd2d6f3bb8f4c5a9fadf15d81206af2"
 "userId": "123456"
 "token" : "<token>"
}`;

/** The example of the provider's page, first as printed and then corrected. */
export const printedExample = table("the provider page's example", ({ callbacks: { mark } }) => [
  [
    'as printed, without commas',
    'malformed',
    { saying: 'not valid JSON', fields: () => ({}), body: () => asPrinted },
  ],
  [
    'as JSON, with the missing fields',
    'accepted',
    {
      // The mark tells this record from that of a real session and player.
      fields: (valid) => ({
        ...valid,
        sessionId: `${mark}-6fd2d6f3bb8f4c5a9fadf15d81206af2`,
        userId: `${mark}-123456`,
      }),
    },
  ],
]);

const everyType = { list: [1, 'a'], object: { a: null }, number: 1.5, flag: true };

/** Fields that the provider's page does not list. A new revision may bring some without notice. */
export const unknownFields = table('unknown fields', [
  [
    'fields of its other revisions',
    'accepted',
    { fields: (valid) => ({ ...valid, hash: 'certify', playerId: 'certify' }) },
  ],
  ['values of every type', 'accepted', { fields: (valid) => ({ ...valid, ...everyType }) }],
]);

/**
 * Composed and decomposed letters, right-to-left text, joined characters, and characters that need
 * more than 16 bits.
 */
const text = 'Zoë e\u0301 Жанна שלום 東京 🎰👩‍👩‍👧';

const withText = (valid: Readonly<Record<'sessionId' | 'userId' | 'token', string>>) => ({
  ...valid,
  sessionId: `${valid.sessionId} ${text}`,
  userId: `${valid.userId} ${text}`,
  token: `${valid.token} ${text}`,
});

/** Text of several scripts, once as characters and once as JSON escapes. */
export const unicode = table('Unicode', [
  ['as UTF-8', 'accepted', { fields: withText }],
  ['as \\u escapes', 'accepted', { fields: withText, body: escapeNonAscii }],
]);

function escapeNonAscii(json: string): string {
  return json.replace(
    /[^ -~]/g,
    (codeUnit) => `\\u${codeUnit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
