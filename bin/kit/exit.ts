/**
 * The exit statuses of every command. `npm run` passes them on.
 *
 * A reader that leaves early, as in `| head`, changes no status.
 */
export const exitStatus = {
  /** The command did what it was asked for, and all is well. */
  well: 0,
  /** The command did its work and found something wrong: a failed check, a missing record. */
  wrong: 1,
  /** The command could not do its work: wrong arguments, no answer, a full disk. */
  failed: 2,
  /** Ctrl-C ended the command. Shells use this number too. */
  interrupted: 130,
} as const;

/**
 * An error that the user can correct: a wrong argument, file or environment. The message says in
 * one line what to write. It quotes no value, since any value may be a secret.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
