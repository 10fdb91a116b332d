import * as v from 'valibot';
import { sessionRecordRowSchema } from '../lambda/records/session-record-row-schema.ts';

/** The event of a new session record, as EventBridge delivers it: names for a rule's pattern, and the schema of its `detail`. */
export const sessionExpiredEvent = {
  source: 'session-expired',
  detailType: 'SessionExpired',
  detail: v.strictObject({
    schemaVersion: v.pipe(
      v.literal(1),
      v.description('Raised when a field changes its meaning or goes; new fields do not raise it'),
    ),
    ...sessionRecordRowSchema.entries,
  }),
} as const;

/** The `detail` of the event. */
export type SessionExpiredDetail = v.InferOutput<typeof sessionExpiredEvent.detail>;
