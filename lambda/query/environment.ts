import * as v from 'valibot';

/** The environment variables of the query's Lambda; its keys are the variables' names. */
export const queryEnvironmentSchema = v.object({
  /** Name of the table that keeps the session records. */
  TABLE_NAME: v.pipe(v.string(), v.nonEmpty()),
});

/** The variables as they are set: all texts. */
export type QueryEnvironmentVariables = Record<
  keyof v.InferOutput<typeof queryEnvironmentSchema>,
  string
>;
