import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as v from 'valibot';

/** Where Lucky Monaco sends the callback, below the API's URL. */
export const callbackRoute = { method: 'POST', path: '/V4/SessionExpired' } as const;

/** That route in both spellings of the path that the provider's pages have. */
export const callbackRoutes = [
  callbackRoute,
  { ...callbackRoute, path: '/v4/SessionExpired' },
] as const;

/** The revisions of the callback's fields that an integration may live with, named after the date of the provider's page. */
export const requestFieldsRevisions = ['2024-10-17', '2024-10-18'] as const;
export type RequestFieldsRevision = (typeof requestFieldsRevisions)[number];

const maxLength = 256;
const maxTokenLength = 4096;

/** A field's text. Six of the longest reasons and names fit the 256 characters that a description may have. */
const text = (max: number) =>
  v.pipe(
    v.string('must be a non-empty string'),
    v.nonEmpty('must be a non-empty string'),
    v.check((value) => !/\p{Cc}/u.test(value), 'must not hold control characters'),
    // A lone surrogate cannot be stored as UTF-8: it would come back as another character.
    v.check((value) => value.isWellFormed(), 'must be valid Unicode text'),
    v.check((value) => hasAtMost(value, max), `must be at most ${max} characters`),
    // What the checks say, in JSON Schema's words and in a pattern that every language reads.
    v.metadata({ maxLength: max, pattern: '^[^\\x00-\\x1F\\x7F-\\x9F]+$' }),
  );

const fields = {
  secureLogin: text(maxLength),
  providerId: text(maxLength),
  sessionId: text(maxLength),
  userId: text(maxLength),
  token: text(maxTokenLength),
  uuid: text(maxLength),
};

const jsonObject = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(
    v.unknown(),
    v.check(
      (body) => typeof body === 'object' && body !== null && !Array.isArray(body),
      'the body must be a JSON object',
    ),
    v.object(entries, 'is missing'),
  );

/** .NET's serializers write a field that is absent as null. */
const absentOrNull = <Schema extends v.GenericSchema<string>>(schema: Schema) =>
  v.pipe(
    v.nullish(schema),
    v.transform((value) => value ?? undefined),
  );

const schemas = {
  '2024-10-17': jsonObject(fields),
  '2024-10-18': jsonObject({
    ...fields,
    secureLogin: absentOrNull(fields.secureLogin),
    token: absentOrNull(fields.token),
  }),
} satisfies Record<RequestFieldsRevision, v.GenericSchema<unknown, Callback>>;

/** What Lucky Monaco sends when a player's session has expired, as the later revision of its page has it. */
export interface Callback {
  /** User name for authentication in the casino game API service. */
  readonly secureLogin?: string | undefined;
  /** Lucky Monaco's provider id in the operator's system. */
  readonly providerId: string;
  /** The player's game session id on Lucky Monaco's side. */
  readonly sessionId: string;
  /** The player's id in the operator's system. */
  readonly userId: string;
  /** The player's token from the Authenticate response: a credential, never to be kept, logged or echoed. */
  readonly token?: string | undefined;
  /** A unique id for each request; a retransmission has the same one. */
  readonly uuid: string;
}

/** API Gateway's event once the chain has validated what it carries. */
export interface CallbackEvent extends APIGatewayProxyEvent {
  callback: Callback;
  /** Names of the fields that the provider's page does not list. */
  unknownFields: readonly string[];
}

/** Returns the schema of a callback's body. Its messages say what is wrong with a field and never quote what was sent. */
export function callbackSchema(
  revision: RequestFieldsRevision,
): v.GenericSchema<unknown, Callback> {
  return v.config<v.GenericSchema<unknown, Callback>>(schemas[revision], { abortPipeEarly: true });
}

/** Whether a field's name is one that the provider's page lists. */
export function isKnownField(name: string): boolean {
  return Object.hasOwn(fields, name);
}

/** Counts code points, and only where there may be too many: a text has at least as many UTF-16 code units. */
function hasAtMost(value: string, max: number): boolean {
  return value.length <= max || (value.length <= 2 * max && [...value].length <= max);
}
