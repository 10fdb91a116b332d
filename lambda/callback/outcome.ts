/**
 * What became of a callback. `recorded`, `duplicate` and `conflict` follow from the write; the others had none.
 *
 * The names are the ones that logs, metrics, alarms and documents use.
 */
export type Outcome =
  | { readonly name: 'recorded' | 'duplicate' | 'conflict' | 'unauthenticated' }
  /** The body or its fields break the contract; each problem names a field and what is wrong with it, never its value. */
  | { readonly name: 'malformed'; readonly problems: readonly string[] }
  /** The record could not be made durable in time; a retry may. */
  | { readonly name: 'unavailable'; readonly cause: unknown }
  /** A defect of ours; a retry may succeed after a fix. */
  | { readonly name: 'failed'; readonly cause: unknown };

export type OutcomeName = Outcome['name'];
