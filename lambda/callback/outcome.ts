/**
 * What became of a callback. `recorded`, `duplicate` and `conflict` follow from the write; the others wrote nothing.
 *
 * The names are the ones that logs, metrics, alarms and documents use.
 */
export type Outcome =
  | { readonly name: 'recorded' | 'duplicate' | 'conflict' | 'unauthenticated' }
  /** The table did not take the record in time, the overflow queue did: it is durable, and replayed later. */
  | { readonly name: 'queued'; readonly cause: unknown }
  /** The body or its fields break the contract; each problem names a field and what is wrong with it, never its value. */
  | { readonly name: 'malformed'; readonly problems: readonly string[] }
  /** Neither the table nor the overflow queue took the record in time; a retry may succeed. */
  | { readonly name: 'unavailable'; readonly cause: unknown }
  /** A defect of ours; a retry may succeed after a fix. */
  | { readonly name: 'failed'; readonly cause: unknown };

export type OutcomeName = Outcome['name'];
