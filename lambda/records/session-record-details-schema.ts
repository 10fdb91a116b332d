import * as v from 'valibot';
import type { SessionRecordDetails } from './session-record-details.ts';
import { sessionRecordRowSchema } from './session-record-row-schema.ts';

/** The schema of a whole session record. It keeps what it lists: fingerprint and purgeAt are not for readers. */
export const sessionRecordDetailsSchema = v.object({
  ...sessionRecordRowSchema.entries,
  secureLogin: v.optional(
    v.pipe(
      v.string(),
      v.description("The operator's user name at the provider; absent where the provider does not send it"),
    ),
  ),
  tokenSha256: v.optional(
    v.pipe(
      v.string(),
      v.hash(['sha256']),
      v.description("SHA-256 of the player's token; absent where the provider does not send a token"),
    ),
  ),
  deliveries: v.pipe(
    v.number(),
    v.integer(),
    v.minValue(1),
    v.description('How many times the provider delivered it, the first included'),
  ),
  lastReceivedAt: v.pipe(
    v.string(),
    v.isoTimestamp(),
    v.description('When the last delivery arrived: UTC, milliseconds'),
  ),
  sourceIp: v.pipe(v.string(), v.description('The IP address that the first delivery came from')),
}) satisfies v.GenericSchema<SessionRecordDetails>;
