import * as v from 'valibot';

/*
 * The one home of a record's attributes. The groups decide what each attribute takes part in: a
 * list, a whole record, a conflict, an index.
 */

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

/** The most deliveries of a record that are counted. A further one is only answered. */
export const maxDeliveries = 64;

/** Content of the callback that lists and events show. Every record has all of it. */
const listed = {
  sessionId: text("The player's game session id on Lucky Monaco's side"),
  userId: text("The player's id in the operator's system"),
  providerId: text("Lucky Monaco's provider id in the operator's system"),
};

/** Content of the callback that only a whole record shows. Of a credential, that is its SHA-256. */
const unlisted = {
  secureLoginSha256: v.optional(
    digest('SHA-256 of the secureLogin; absent where the provider does not send it'),
  ),
  tokenSha256: v.optional(
    digest("SHA-256 of the player's token; absent where the provider does not send a token"),
  ),
};

const row = {
  uuid: text("The provider's unique id of the request"),
  ...listed,
  receivedAt: moment('When the first delivery arrived: UTC, milliseconds'),
};

const sourceIp = text('The IP address that the first delivery came from');

/**
 * The schema of a session record: the part of a callback that is kept, and its arrival. The store
 * adds `lastReceivedAt` and `requestIds`, which change with each retransmission.
 */
export const sessionRecordSchema = v.strictObject({
  ...row,
  ...unlisted,
  fingerprint: digest('Equal for two callbacks only if all their fields are equal'),
  sourceIp,
  requestId: v.pipe(
    text(
      "What tells this delivery from others of the record: the start of API Gateway's requestId",
    ),
    v.nonEmpty(),
  ),
  purgeAt: v.pipe(
    v.number(),
    v.integer(),
    v.description('When DynamoDB may delete the record: seconds since the epoch'),
  ),
});

/** A session record as it is written. */
export type SessionRecord = Readonly<v.InferOutput<typeof sessionRecordSchema>>;

/** The schema of a list's row. It drops all other attributes of a stored item. */
export const sessionRecordRowSchema = v.object(row);

/** A session record as a list and an event show it. */
export type SessionRecordRow = Readonly<v.InferOutput<typeof sessionRecordRowSchema>>;

/** The schema of a whole session record. It drops what readers do not need, such as purgeAt. */
export const sessionRecordDetailsSchema = v.object({
  ...row,
  ...unlisted,
  deliveries: v.pipe(
    v.number(),
    v.integer(),
    v.minValue(1),
    v.description(`How many times the provider delivered it; counting ends at ${maxDeliveries}`),
  ),
  lastReceivedAt: moment('When the delivery that was written last arrived: UTC, milliseconds'),
  sourceIp,
});

/** A whole session record as readers see it. */
export type SessionRecordDetails = Readonly<v.InferOutput<typeof sessionRecordDetailsSchema>>;

const namesOf = <Fields extends object>(fields: Fields) => Object.keys(fields) as (keyof Fields)[];

/** The attributes that the first write sets and no later write changes. */
export const firstWritten = namesOf(sessionRecordSchema.entries).filter(
  (name) => name !== 'uuid' && name !== 'requestId',
);

/** The attributes that a conflict may name. */
export const compared = namesOf({ ...listed, ...unlisted });

/** The attributes of a row, which lists read from an index. */
export const shownInLists = namesOf(row);

/** The shortest retention that settings allow. The provider's retransmissions end sooner. */
export const minRetentionDays = 2;
