import type { readFile as ReadFile } from 'node:fs/promises';

/**
 * A stand-in for `node:fs/promises` in the bundles. It loads the module when a file is read, which
 * no Lambda does: the SDK reads configuration files with it. `built-in-modules.ts` has the others.
 */
export const readFile = ((...args: Parameters<typeof ReadFile>) =>
  process.getBuiltinModule('node:fs/promises').readFile(...args)) as typeof ReadFile;
