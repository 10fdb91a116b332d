import { type Field, maxLengths } from '../contract/contract.ts';
import { type Case, table } from './table.ts';

/** The values of a field that must be refused, given a valid one. */
const faults = (field: Field): [fault: string, toFaulty: (value: string) => unknown][] => [
  ['empty', () => ''],
  ['a number', () => 12345],
  ['a list', (value) => [value]],
  [`of ${maxLengths[field] + 1} characters`, (value) => value.padEnd(maxLengths[field] + 1, 'x')],
];

/** Each field missing, empty, of a wrong type and too long, then all at their limits. */
export const fields = table('fields', ({ optionalFields }) => [
  ...(Object.keys(maxLengths) as Field[]).flatMap((field): Case[] => [
    optionalFields.includes(field)
      ? [`${field} missing`, 'accepted', { fields: without(field) }]
      : [`${field} missing`, 'malformed', { saying: field, fields: without(field) }],
    ...faults(field).map(
      ([fault, toFaulty]): Case => [
        `${field} ${fault}`,
        'malformed',
        { saying: field, fields: (valid) => ({ ...valid, [field]: toFaulty(valid[field]) }) },
      ],
    ),
  ]),
  ['all at their limits (256; token 4096)', 'accepted', { fields: padToLimits }],
]);

const without =
  (field: Field) =>
  ({ [field]: _, ...rest }: Readonly<Record<Field, string>>) =>
    rest;

function padToLimits(valid: Readonly<Record<Field, string>>): Record<Field, string> {
  return {
    ...valid,
    sessionId: valid.sessionId.padEnd(maxLengths.sessionId, 'x'),
    userId: valid.userId.padEnd(maxLengths.userId, 'x'),
    token: valid.token.padEnd(maxLengths.token, 'x'),
    uuid: valid.uuid.padEnd(maxLengths.uuid, '0'),
  };
}
