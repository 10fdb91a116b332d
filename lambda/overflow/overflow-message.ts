import * as v from 'valibot';
import { type SessionRecord, withoutSecureLogin } from '../records/session-record.ts';
import { escapedJson } from '../shared/escaped-json.ts';

const text = v.pipe(v.string(), v.nonEmpty());
const digest = v.pipe(v.string(), v.hash(['sha256']));

/**
 * The schema of a message on the overflow queue: a record. The callback's fields were validated
 * before. This schema finds messages that are not ours.
 */
const overflowMessageSchema = v.strictObject({
  uuid: text,
  sessionId: text,
  userId: text,
  providerId: text,
  secureLoginSha256: v.optional(digest),
  tokenSha256: v.optional(digest),
  fingerprint: digest,
  receivedAt: v.pipe(v.string(), v.isoTimestamp()),
  sourceIp: v.string(),
  purgeAt: v.pipe(v.number(), v.integer()),
}) satisfies v.GenericSchema<unknown, SessionRecord>;

const messageSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.looseObject({}),
  v.transform(withoutSecureLogin),
  overflowMessageSchema,
);

/**
 * Returns a record as the body of a message: JSON with the names of the record's attributes.
 * Credentials are in it only as their SHA-256.
 */
export function toOverflowMessage(record: SessionRecord): string {
  return escapedJson(record);
}

/** Returns the record in a message's body, or undefined if there is none. */
export function fromOverflowMessage(body: string): SessionRecord | undefined {
  const { success, output } = v.safeParse(messageSchema, body);
  return success ? output : undefined;
}
