import * as v from 'valibot';
import { sessionRecordRowSchema } from '../lambda/records/session-record-row-schema.ts';

/** The schema of the event of a new session record, as EventBridge delivers it, but for what EventBridge adds to every event. */
export const sessionExpiredEventSchema = v.object({
  source: v.literal('session-expired'),
  'detail-type': v.literal('SessionExpired'),
  detail: v.object({
    schemaVersion: v.pipe(
      v.literal(1),
      v.description('Another one when a field changes its meaning or goes; a new field does not change it'),
    ),
    ...sessionRecordRowSchema.entries,
  }),
});

/** The event of a new session record. */
export type SessionExpiredEvent = v.InferOutput<typeof sessionExpiredEventSchema>;
