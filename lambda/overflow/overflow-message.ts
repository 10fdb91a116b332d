import * as v from 'valibot';
import { escapedJson } from '../parts/escaped-json.ts';
import { type SessionRecord, withoutSecureLogin } from '../records/session-record.ts';

const text = v.pipe(v.string(), v.nonEmpty());
const digest = v.pipe(v.string(), v.hash(['sha256']));

/** A record on its way through the queue. It was validated as a callback; this finds messages that are none of ours. */
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

/** Returns the body of a record's message: JSON, with the attributes' names. Credentials are in it as their SHA-256 only. */
export function toOverflowMessage(record: SessionRecord): string {
  return escapedJson(record);
}

/** Returns the record of a message's body, or undefined where it holds none. */
export function fromOverflowMessage(body: string): SessionRecord | undefined {
  const { success, output } = v.safeParse(messageSchema, body);
  return success ? output : undefined;
}
