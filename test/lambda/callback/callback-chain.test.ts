import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import type { CallbackHandlerProps } from '../../../lambda/callback/callback-handler.ts';
import { toPartner } from '../../../lambda/callback/partner.ts';
import type { SessionRecord } from '../../../lambda/records/session-record.ts';
import { aCallback, type Body, demoPartner, hex } from '../../builders/callback.ts';
import { aCallbackEvent } from '../../builders/proxy-event.ts';
import { aHandler } from '../../builders/receiver.ts';

/** Sends an event through the chain. Resolves to the answer, the outcome and what was written. */
async function send(event: unknown, props: Partial<CallbackHandlerProps> = {}) {
  const written: SessionRecord[] = [];
  const write = async (record: SessionRecord) => {
    written.push(record);
    return { name: 'recorded' } as const;
  };
  const { sendEvent, outcomes } = aHandler({ store: { write }, ...props });
  const { statusCode, answer } = await sendEvent(event as APIGatewayProxyEvent);
  return { statusCode, answer, outcomes: outcomes(), written };
}

const sendBody = (body: unknown, props?: Partial<CallbackHandlerProps>) =>
  send(aCallbackEvent(body), props);

const withHeaders = (headers: Record<string, string>) => aCallbackEvent(aCallback(), { headers });
const ofType = (contentType: string) => withHeaders({ 'Content-Type': contentType });
const inBase64 = (bytes: Buffer | string) =>
  aCallbackEvent('', { body: Buffer.from(bytes).toString('base64'), isBase64Encoded: true });
const padded = (bytes: number) => JSON.stringify(aCallback()).padEnd(bytes);

const recorded = (record: object): object => ({
  statusCode: 200,
  answer: { error: 0, description: 'Success' },
  outcomes: ['recorded'],
  written: [expect.objectContaining(record)],
});
const refused = (outcome: string, error: number, description: unknown): object => ({
  statusCode: 200,
  answer: { error, description },
  outcomes: [outcome],
  written: [],
});

/** The example body from the provider's page, as printed there. */
const printedExample = `{
 "providerId": "Luckymonaco"
 "sessionId": "6fd2d6f3bb8f4c5a9fadf15d81206af2"
 "userId": "123456"
 "token" : "<token>"
}`;

const without = (...names: string[]) =>
  Object.fromEntries(Object.entries(aCallback()).filter(([name]) => !names.includes(name)));

const withoutContext = (field: 'identity' | 'requestTimeEpoch') => {
  const event = aCallbackEvent(aCallback());
  return { ...event, requestContext: { ...event.requestContext, [field]: undefined } };
};

describe('a callback is accepted', () => {
  const text = JSON.stringify(aCallback({ userId: 'Zoë 🎰' }));
  const corrected = { ...demoPartner, sessionId: hex(), userId: '123456', token: '<token>' };
  const odd = {
    uuid: 'ǅ — 🎰👩‍👩‍👧 \u2028',
    userId: 'e\u0301 and é',
    sessionId: '\u{10ffff}\ufeff',
  };

  it.each<[string, unknown, object]>([
    ['a header in capitals', withHeaders({ 'CONTENT-TYPE': 'application/json' }), {}],
    ['a header in lower case', withHeaders({ 'content-type': 'application/json' }), {}],
    ['a type with a charset', ofType('application/json; charset=utf-8'), {}],
    ['a charset and no space', ofType('application/json;charset=UTF-8'), {}],
    ['white space before the parameter', ofType('application/json ;\tcharset=utf-8'), {}],
    ['a type in capitals', ofType('Application/JSON'), {}],
    ['a quoted charset', ofType('application/json; charset="utf-8"; v=1'), {}],
    ['a body in base64', inBase64(text), { userId: 'Zoë 🎰' }],
    ['a byte order mark', aCallbackEvent(`\ufeff${text}`), { userId: 'Zoë 🎰' }],
    ['a byte order mark in base64', inBase64(`\ufeff${text}`), { userId: 'Zoë 🎰' }],
    [
      'the last of two values with one name, as JSON.parse does',
      aCallbackEvent(text.replace('{', '{"userId":"first",')),
      { userId: 'Zoë 🎰' },
    ],
    ["the provider page's example, corrected", aCallbackEvent({ ...corrected, uuid: 'a' }), {}],
    ['a body of the greatest length', aCallbackEvent(padded(16_384)), {}],
    ['that in base64', inBase64(padded(16_384)), {}],
    ['characters, not code units', aCallbackEvent(aCallback({ userId: '🎰'.repeat(256) })), {}],
    ['any Unicode text, unchanged', aCallbackEvent(aCallback(odd)), odd],
  ])('with %s', async (_, event, record) => {
    expect(await send(event)).toEqual(recorded(record));
  });

  it('with fields at their limits', async () => {
    const pair = { secureLogin: 's'.repeat(256), providerId: 'p'.repeat(256) };
    const long = { sessionId: 'i'.repeat(256), userId: 'u'.repeat(256), uuid: 'w'.repeat(256) };
    const partners = [toPartner(pair)];
    const body = { ...pair, ...long, token: 't'.repeat(4096) };
    expect(await sendBody(body, { partners })).toEqual(recorded(long));
  });
});

describe('a callback is malformed, and says why', () => {
  const fields = ['secureLogin', 'providerId', 'sessionId', 'userId', 'token', 'uuid'];
  const inAll = (value: unknown) => Object.fromEntries(fields.map((field) => [field, value]));
  const tooLong = 'the body must be at most 16384 bytes';
  const noObject = 'the body must be a JSON object';
  const noJson = 'the body is not valid JSON';
  const noProto = 'the body must not hold the key __proto__';
  const tooDeep = 'the body must not be nested deeper than 64 levels';
  const nested = (depth: number) => `{"deep":${'['.repeat(depth)}${']'.repeat(depth)}}`;

  const bodies: [string, unknown, string][] = [
    ["the provider page's example, as printed", printedExample, noJson],
    ['no body', '', noObject],
    ['cut off', JSON.stringify(aCallback()).slice(0, -1), noJson],
    ['null', 'null', noObject],
    ['an array', [aCallback()], noObject],
    ['a text', '"text"', noObject],
    ['a number', '1', noObject],
    ['__proto__', JSON.stringify(aCallback()).replace('{', '{"__proto__":{},'), noProto],
    [
      '__proto__ deep down',
      JSON.stringify(aCallback({ deep: [{ x: 1 }] })).replace('"x"', '"\\u005f_proto__"'),
      noProto,
    ],
    ['nested 100 levels deep', nested(100), tooDeep],
    ['nested 8,000 levels deep', nested(8_000), tooDeep],
    ['one byte too long', padded(16_385), tooLong],
    ['much too long', '['.repeat(5_000_000), tooLong],
    ['too long in bytes, not in characters', 'ä'.repeat(9_000), tooLong],
    ['an empty object', {}, fields.map((field) => `${field} is missing`).join('; ')],
    [
      'two faults',
      { ...without('uuid'), userId: 7 },
      'userId must be a non-empty string; uuid is missing',
    ],
    [
      'a fault in every field',
      inAll('\u0000'),
      fields.map((field) => `${field} must not hold control characters`).join('; '),
    ],
    [
      'too many characters',
      aCallback({ userId: '🎰'.repeat(257) }),
      'userId must be at most 256 characters',
    ],
  ];

  /** What is wrong with a value of any field, and the reason. */
  const faults: [string, unknown, string][] = [
    ['empty', '', 'must be a non-empty string'],
    ['null', null, 'must be a non-empty string'],
    ['a number', 12, 'must be a non-empty string'],
    ['a list', ['a'], 'must be a non-empty string'],
    ['with a control character', 'a\u0085', 'must not hold control characters'],
    ['with half a character', 'a\ud800', 'must be valid Unicode text'],
    ['with a byte that was no UTF-8', 'a\ufffd', 'must be valid UTF-8'],
  ];
  const fieldFaults = fields.flatMap((field): [string, unknown, string][] => {
    const max = field === 'token' ? 4096 : 256;
    const tooLong = [`too long`, 'x'.repeat(max + 1), `must be at most ${max} characters`] as const;
    return [
      [`${field} missing`, without(field), `${field} is missing`],
      ...[...faults, tooLong].map(([fault, value, reason]): [string, unknown, string] => [
        `${field} ${fault}`,
        aCallback({ [field]: value }),
        `${field} ${reason}`,
      ]),
    ];
  });

  it.each([...bodies, ...fieldFaults])('body: %s', async (_, body, description) => {
    expect(await sendBody(body)).toEqual(refused('malformed', 7, description));
    expect(description.length).toBeLessThanOrEqual(256);
  });

  const containing = (text: string) => expect.stringContaining(text);
  const noType = 'Content-Type must be application/json';
  const noCharset = 'the charset of Content-Type must be utf-8';
  const noTime = 'requestContext.requestTimeEpoch is missing';
  const noIp = 'requestContext.identity.sourceIp is missing';

  it.each<[string, unknown, unknown]>([
    ['no content type', withHeaders({}), noType],
    ['a form', ofType('application/x-www-form-urlencoded'), noType],
    ['a text', withHeaders({ 'content-type': 'text/plain' }), noType],
    ['a relative of JSON', ofType('application/problem+json'), noType],
    ['a longer name', ofType('application/jsonx'), noType],
    ['iso-8859-1', ofType('application/json; charset=iso-8859-1'), noCharset],
    ['utf-16', ofType('application/json; charset=utf-16'), noCharset],
    ['a quoted charset', ofType('application/json; charset="windows-1252"'), noCharset],
    ['base64 that is too long', inBase64(padded(16_385)), tooLong],
    // Bytes that are no UTF-8 would make two ids one.
    ['latin1', inBase64(Buffer.from(JSON.stringify(aCallback({ userId: 'ä' })), 'latin1')), noJson],
    ['null', null, containing(noTime)],
    ['a ping', {}, containing('headers are missing')],
    ['a text for an event', 'ping', containing('headers are missing')],
    ["the console's test", { key1: 'value1' }, containing(noIp)],
    ["API Gateway's test", withHeaders(null as never), containing('Content-Type')],
    ['no context', { ...ofType('application/json'), requestContext: null }, containing(noTime)],
    ['no identity', withoutContext('identity'), noIp],
    ['no time', withoutContext('requestTimeEpoch'), noTime],
    ['a parsed body', aCallbackEvent('', { body: {} as never }), 'the body must be a text'],
  ])('event: %s', async (_, event, description) => {
    expect(await send(event)).toEqual(refused('malformed', 7, description));
  });
});

describe('a pair of secureLogin and providerId', () => {
  const other = { secureLogin: 'other-operator', providerId: 'OtherProvider' };
  const partners = [toPartner(demoPartner), toPartner(other)];
  const unknown = refused('unauthenticated', 4, 'secureLogin and providerId are not a known pair');

  it.each<[string, Body, boolean]>([
    ['that is known', demoPartner, true],
    ['that is the second known one', other, true],
    ['with providerId in another case', { providerId: 'LUCKYMONACO' }, true],
    ['with secureLogin in another case', { secureLogin: 'Demo-Operator' }, false],
    ['with an unknown secureLogin', { secureLogin: 'nobody' }, false],
    ['with an unknown providerId', { providerId: 'nobody' }, false],
    ['of two halves', { secureLogin: other.secureLogin }, false],
    ['with a trailing space', { secureLogin: 'demo-operator ' }, false],
  ])('%s', async (_, pair, isKnown) => {
    expect(await sendBody(aCallback(pair), { partners })).toEqual(isKnown ? recorded({}) : unknown);
  });
});

describe("with the provider's fields of 18 October 2024", () => {
  const bare = without('secureLogin', 'token');
  const absent = { secureLoginSha256: undefined, tokenSha256: undefined };

  it.each<[string, Body, object]>([
    ['secureLogin and token may be absent', bare, recorded(absent)],
    ['or null', { ...bare, secureLogin: null, token: null }, recorded(absent)],
    [
      'no other field may be null',
      { ...bare, userId: null },
      refused('malformed', 7, 'userId must be a non-empty string'),
    ],
    [
      'an empty secureLogin is malformed',
      { ...bare, secureLogin: '' },
      refused('malformed', 7, 'secureLogin must be a non-empty string'),
    ],
    [
      'providerId must be known',
      { ...bare, providerId: 'nobody' },
      refused('unauthenticated', 4, expect.anything()),
    ],
    [
      'a secureLogin that is sent must be right',
      { ...bare, secureLogin: 'nobody' },
      refused('unauthenticated', 4, expect.anything()),
    ],
  ])('%s', async (_, body, expected) => {
    expect(await sendBody(body, { requestFields: '2024-10-18' })).toEqual(expected);
  });
});
