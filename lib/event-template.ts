import { sessionRecordRowSchema } from '../lambda/records/session-record-row-schema.ts';
import { sessionExpiredEventSchema } from './session-expired-event.ts';

/**
 * Returns the input template by which the pipe makes an event's detail of the stream's image of a record.
 *
 * The paths stand without quotes: EventBridge then puts the value in as JSON, quoted and escaped, where between quotes it would put
 * in the bare text.
 */
export function eventTemplate(): string {
  const { literal } = sessionExpiredEventSchema.entries.detail.entries.schemaVersion;
  const fields = Object.keys(sessionRecordRowSchema.entries).map(
    (name) => `"${name}":<$.dynamodb.NewImage.${name}.S>`,
  );
  return `{"schemaVersion":${literal},${fields.join(',')}}`;
}
