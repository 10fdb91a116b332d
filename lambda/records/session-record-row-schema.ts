import * as v from 'valibot';
import type { SessionRecordRow } from './session-record-row.ts';

const text = (description: string) => v.pipe(v.string(), v.description(description));

/** The schema of a list's row. It keeps what it lists and drops the rest of a stored item. */
export const sessionRecordRowSchema = v.object({
  uuid: text("The provider's unique id of the request"),
  sessionId: text("The player's game session id on Lucky Monaco's side"),
  userId: text("The player's id in the operator's system"),
  providerId: text("Lucky Monaco's provider id in the operator's system"),
  receivedAt: v.pipe(
    v.string(),
    v.isoTimestamp(),
    v.description('When the first delivery arrived: UTC, milliseconds'),
  ),
}) satisfies v.GenericSchema<SessionRecordRow>;
