import * as v from 'valibot';
import { reasonsNotToDeploy } from './deployment-rules.ts';
import { isObject, readStages, SettingsError } from './read-stages.ts';
import { type Settings, settingsSchema } from './settings.ts';

/**
 * Returns the settings of a stage.
 *
 * @param stages the context value `stages`: an object with an entry for each stage, its JSON text,
 * or `@` and a file's name, as `-c` passes it
 * @throws SettingsError if a setting is wrong or must not be deployed to the stage
 */
export function readSettings(stages: unknown, stage: string): Settings {
  if (!/^[a-z][a-z0-9-]{0,31}$/i.test(stage)) {
    throw new SettingsError(
      'stage: write a name of up to 32 letters, digits and hyphens that starts with a letter',
    );
  }
  const { known, home } = readStages(stages);
  if (!Object.hasOwn(known, stage)) {
    const names = Object.keys(known).join(', ');
    throw new SettingsError(
      `stages.${stage} is missing from ${home}: add it, or choose another with -c stage=… (${names})`,
    );
  }
  const given = known[stage];
  if (!isObject(given))
    throw new SettingsError(`stages.${stage}: write an object with the settings of the stage`);
  const { success, output, issues } = v.safeParse(settingsSchema, given, { abortPipeEarly: true });
  const problems = success
    ? reasonsNotToDeploy(output, stage)
    : issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`);
  if (problems.length > 0) {
    throw new SettingsError(problems.map((problem) => `stages.${stage}.${problem}`).join('; '));
  }
  return output as Settings;
}

/**
 * Returns a switch of the command line, passed as `-c name=true`. It is off if absent.
 *
 * @throws SettingsError if the value is not `true`
 */
export function readSwitch(name: string, value: unknown): boolean {
  if (value === undefined) return false;
  if (value === 'true') return true;
  throw new SettingsError(`${name}: write -c ${name}=true, or leave it out`);
}
