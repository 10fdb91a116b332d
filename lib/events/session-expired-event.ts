import * as v from 'valibot';
import { sessionRecordRowSchema } from '../../lambda/records/session-record-schemas.ts';
import type { SessionExpiredEvent } from '../client/session-expired-event.ts';

/** The schema of the event of a new session record, as EventBridge delivers it, but for what EventBridge adds to every event. */
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
