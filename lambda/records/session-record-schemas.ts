import * as v from 'valibot';
import type { SessionRecordDetails, SessionRecordRow } from '../../lib/client/session-record.ts';

const text = (description: string) => v.pipe(v.string(), v.description(description));
const digest = (description: string) =>
  v.pipe(v.string(), v.hash(['sha256']), v.description(description));

/**
 * All stored moments have this form. The pattern is only for readers of the JSON Schema and is not
 * checked.
 */
const moment = (description: string) =>
  v.pipe(
    v.string(),
    v.isoTimestamp(),
    v.description(description),
    v.metadata({
      pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-5][0-9]\\.[0-9]{3}Z$',
    }),
  );

/** The schema of a list's row. It drops all other attributes of a stored item. */
export const sessionRecordRowSchema = v.object({
  uuid: text("The provider's unique id of the request"),
  sessionId: text("The player's game session id on Lucky Monaco's side"),
  userId: text("The player's id in the operator's system"),
  providerId: text("Lucky Monaco's provider id in the operator's system"),
  receivedAt: moment('When the first delivery arrived: UTC, milliseconds'),
}) satisfies v.GenericSchema<SessionRecordRow>;

/**
 * The schema of a whole session record. It drops all other attributes, such as fingerprint and
 * purgeAt, which readers do not need.
 */
export const sessionRecordDetailsSchema = v.object({
  ...sessionRecordRowSchema.entries,
  secureLoginSha256: v.optional(
    digest('SHA-256 of the secureLogin; absent where the provider does not send it'),
  ),
  tokenSha256: v.optional(
    digest("SHA-256 of the player's token; absent where the provider does not send a token"),
  ),
  deliveries: v.pipe(
    v.number(),
    v.integer(),
    v.minValue(1),
    v.description('How many times the provider delivered it, the first included'),
  ),
  lastReceivedAt: moment('When the last delivery arrived: UTC, milliseconds'),
  sourceIp: text('The IP address that the first delivery came from'),
}) satisfies v.GenericSchema<SessionRecordDetails>;
