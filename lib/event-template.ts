import { sessionRecordRowSchema } from '../lambda/records/session-record-row-schema.ts';
import type { SessionExpiredDetail } from './session-expired-event.ts';

/** The version of the event that the template makes. */
const schemaVersion: SessionExpiredDetail['schemaVersion'] = 1;

/**
 * Returns the input template by which the pipe makes an event's detail of the stream's image of a record.
 *
 * The paths stand without quotes: EventBridge then puts the value in as JSON, quoted and escaped, where between quotes it would put
 * in the bare text.
 */
export function eventTemplate(): string {
  const fields = Object.keys(sessionRecordRowSchema.entries).map(
    (name) => `"${name}":<$.dynamodb.NewImage.${name}.S>`,
  );
  return `{"schemaVersion":${schemaVersion},${fields.join(',')}}`;
}
