import * as v from 'valibot';

/** The schema of the query Lambda's environment variables. Its keys are the variables' names. */
export const queryEnvironmentSchema = v.object({
  /** Name of the table that keeps the session records. */
  TABLE_NAME: v.pipe(v.string(), v.nonEmpty()),
});

/** The variables before they are parsed. All values are texts. */
export type QueryEnvironmentVariables = Record<
  keyof v.InferOutput<typeof queryEnvironmentSchema>,
  string
>;
