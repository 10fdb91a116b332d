import * as v from 'valibot';
import { type SessionRecord, sessionRecordSchema } from '../records/session-record.ts';
import { escapedJson } from '../shared/safe-logging.ts';

/** The schema of a message on the overflow queue. It finds messages that are not ours. */
const messageSchema = v.pipe(v.string(), v.parseJson(), sessionRecordSchema);

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
