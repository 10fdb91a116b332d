import { accessSync, constants, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './exit.ts';

/**
 * Returns the path of a file that the user named. `npm run` works in the package's folder, and
 * tells in `INIT_CWD` where the user was. Only the package's own script may believe it, since a
 * command below `npm test` or another script inherits the variable.
 */
export function userPath(file: string): string {
  const { INIT_CWD, npm_package_json: packageFile } = process.env;
  const isNpmRun = packageFile !== undefined && path.dirname(packageFile) === process.cwd();
  return path.resolve((isNpmRun && INIT_CWD) || '', file);
}

/**
 * Returns the content of a file that the user named.
 *
 * @throws UsageError if it cannot be read
 */
export function readUserFile(file: string): Buffer {
  return orRefuse(`${file} cannot be read`, () => readFileSync(userPath(file)));
}

/**
 * Writes a file that the user named.
 *
 * @throws UsageError if it cannot be written, for example on a full disk
 */
export function writeUserFile(file: string, text: string): void {
  orRefuse(`${file} cannot be written`, () => writeFileSync(userPath(file), text));
}

/**
 * Checks before a long run that a file can be written later.
 *
 * @throws UsageError if its folder is not there or not writable
 */
export function checkWritable(file: string): void {
  const folder = path.dirname(userPath(file));
  orRefuse('its folder must be there and writable', () => accessSync(folder, constants.W_OK));
}

function orRefuse<T>(refusal: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UsageError(code === undefined ? refusal : `${refusal} (${code})`, { cause });
  }
}
