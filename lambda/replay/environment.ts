import * as v from 'valibot';

/** The schema of the replay Lambda's environment variables. Its keys are the variables' names. */
export const replayEnvironmentSchema = v.object({
  /** Name of the table that keeps the session records. */
  TABLE_NAME: v.pipe(v.string(), v.nonEmpty()),
  /** The deployment stage: a dimension of the metrics. */
  STAGE: v.pipe(v.string(), v.nonEmpty()),
  /** URL of the queue for messages that cannot be replayed. */
  DEAD_LETTER_QUEUE_URL: v.pipe(v.string(), v.url()),
});

/** The variables before they are parsed. All values are texts. */
export type ReplayEnvironmentVariables = Record<
  keyof v.InferOutput<typeof replayEnvironmentSchema>,
  string
>;
