import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as v from 'valibot';

/** The route that Lucky Monaco sends the callback to, below the API's URL. */
export const callbackRoute = { method: 'POST', path: '/V4/SessionExpired' } as const;

/** The route in both spellings of the path on the provider's pages. */
export const callbackRoutes = [
  callbackRoute,
  { ...callbackRoute, path: '/v4/SessionExpired' },
] as const;

/**
 * The revisions of the callback's fields that an integration may use. Each is named after the date
 * of the provider's page.
 */
export const requestFieldsRevisions = ['2024-10-17', '2024-10-18'] as const;
/** The name of a revision: the date of the provider's page. */
export type RequestFieldsRevision = (typeof requestFieldsRevisions)[number];

const maxLength = 256;
const maxTokenLength = 4096;

/** The control characters. `\p{Cc}` names the same ones, but a start compiles it for longer. */
const controls = '\\x00-\\x1F\\x7F-\\x9F';
const control = new RegExp(`[${controls}]`);

/**
 * The schema of a field's text. A description has at most 256 characters, and all six fields with
 * their longest reasons fit.
 */
const text = (max: number) =>
  v.pipe(
    v.string('must be a non-empty string'),
    v.nonEmpty('must be a non-empty string'),
    v.check((value) => !control.test(value), 'must not hold control characters'),
    // UTF-8 cannot hold a lone surrogate. DynamoDB would return another character.
    v.check((value) => value.isWellFormed(), 'must be valid Unicode text'),
    // API Gateway replaces bytes that are no UTF-8 by U+FFFD. Two different ids could become one.
    v.check((value) => !value.includes('\ufffd'), 'must be valid UTF-8'),
    v.check((value) => hasAtMost(value, max), `must be at most ${max} characters`),
    // The same checks for JSON Schema, with a pattern that works in every language.
    v.metadata({ maxLength: max, pattern: `^[^${controls}\\uFFFD]+$` }),
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

/** Serializers on .NET write an absent field as null. */
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

/**
 * The request that Lucky Monaco sends when a player's session has expired. Optional fields follow
 * the later revision of the provider's page.
 */
export interface Callback {
  /** User name for authentication in the casino game API service. */
  readonly secureLogin?: string | undefined;
  /** Lucky Monaco's provider id in the operator's system. */
  readonly providerId: string;
  /** The player's game session id on Lucky Monaco's side. */
  readonly sessionId: string;
  /** The player's id in the operator's system. */
  readonly userId: string;
  /**
   * The player's token from the Authenticate response. It is a credential: never keep, log or echo
   * it.
   */
  readonly token?: string | undefined;
  /** A unique id for each request. A retransmission has the same one. */
  readonly uuid: string;
}

/** API Gateway's event after the chain has validated the callback. */
export interface CallbackEvent extends APIGatewayProxyEvent {
  callback: Callback;
  /** Names of the fields in the body that the provider's page does not list. */
  unknownFields: readonly string[];
}

/**
 * Returns the schema of a callback's body. Its messages name what is wrong with a field and never
 * quote the value.
 */
export function callbackSchema(
  revision: RequestFieldsRevision,
): v.GenericSchema<unknown, Callback> {
  return v.config<v.GenericSchema<unknown, Callback>>(schemas[revision], { abortPipeEarly: true });
}

/** Returns whether the provider's page lists a field of that name. */
export function isKnownField(name: string): boolean {
  return Object.hasOwn(fields, name);
}

/**
 * Counts code points, but only if there may be too many. A text never has fewer UTF-16 code units
 * than code points.
 */
function hasAtMost(value: string, max: number): boolean {
  return value.length <= max || (value.length <= 2 * max && [...value].length <= max);
}
