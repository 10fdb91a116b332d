import * as v from 'valibot';

/**
 * Returns a Lambda's environment variables, parsed by their schema. Call it once, at start.
 *
 * @throws Error that names the first wrong variable, never its value
 */
export function readEnvironment<Schema extends v.GenericSchema>(
  schema: Schema,
  variables: NodeJS.ProcessEnv,
): v.InferOutput<Schema> {
  const { success, output, issues } = v.safeParse(schema, variables);
  if (success) return output;
  throw new Error(
    `environment variable ${v.getDotPath(issues[0])} is missing or wrong (${issues[0].type})`,
  );
}
