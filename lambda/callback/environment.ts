import * as v from 'valibot';
import { errorCodes } from './answer.ts';
import { requestFieldsRevisions } from './callback.ts';
import { partnerSchema } from './partner.ts';

/** The environment variables of the callback's Lambda; its keys are the variables' names. */
const environmentSchema = v.object({
  /** Name of the table that keeps the session records. */
  TABLE_NAME: v.pipe(v.string(), v.nonEmpty()),
  /** The deployment stage, a dimension of the metrics. */
  STAGE: v.pipe(v.string(), v.nonEmpty()),
  /** JSON: the list of known partners. */
  PARTNERS: v.pipe(v.string(), v.parseJson(), v.array(partnerSchema), v.nonEmpty()),
  RETENTION_DAYS: v.pipe(v.string(), v.toNumber(), v.integer(), v.minValue(2)),
  ERROR_CODES: v.picklist(Object.keys(errorCodes) as (keyof typeof errorCodes)[]),
  REQUEST_FIELDS: v.picklist(requestFieldsRevisions),
});

export type Environment = v.InferOutput<typeof environmentSchema>;

/** The variables as they are set: all texts. */
export type EnvironmentVariables = Record<keyof Environment, string>;

/**
 * Reads the environment once, at start.
 *
 * @throws Error that names the first wrong variable, never its value.
 */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const { success, output, issues } = v.safeParse(environmentSchema, variables);
  if (success) return output;
  throw new Error(`environment variable ${v.getDotPath(issues[0])} is missing or wrong (${issues[0].type})`);
}
