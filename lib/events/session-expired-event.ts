import * as v from 'valibot';
import { sessionRecordRowSchema } from '../../lambda/records/session-record.ts';
import type { SessionExpiredEvent } from '../client/session-expired-event.ts';

/**
 * The schema of a new session record's event, as EventBridge delivers it. It leaves out the fields
 * that EventBridge adds to every event.
 */
export const sessionExpiredEventSchema = v.object({
  source: v.literal('session-expired'),
  'detail-type': v.literal('SessionExpired'),
  detail: v.object({
    schemaVersion: v.pipe(
      v.literal(1),
      v.description(
        'Another one when a field changes its meaning or goes; a new field does not change it',
      ),
    ),
    ...sessionRecordRowSchema.entries,
  }),
}) satisfies v.GenericSchema<SessionExpiredEvent>;

/**
 * Returns the pipe's input template. It turns the stream's image of a record into the event's
 * detail.
 *
 * The paths stand without quotes, so EventBridge inserts the value as JSON, quoted and escaped.
 * Between quotes it would insert the bare text.
 */
export function eventTemplate(): string {
  const { literal } = sessionExpiredEventSchema.entries.detail.entries.schemaVersion;
  const fields = Object.keys(sessionRecordRowSchema.entries).map(
    (name) => `"${name}":<$.dynamodb.NewImage.${name}.S>`,
  );
  return `{"schemaVersion":${literal},${fields.join(',')}}`;
}
