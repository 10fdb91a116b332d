import type { WriteResult } from '../records/session-record-store.ts';

/**
 * What became of a callback. `recorded`, `duplicate`, `conflict` and `erased` follow from the write; the others wrote nothing.
 *
 * The names are the ones that logs, metrics, alarms and documents use.
 */
export type Outcome =
  | WriteResult
  | { readonly name: 'unauthenticated' }
  /** The table did not take the record in time, the overflow queue did: it is durable, and replayed later. */
  | { readonly name: 'queued'; readonly cause: unknown }
  /** The body or its fields break the contract; each problem names a field and what is wrong with it, never its value. */
  | { readonly name: 'malformed'; readonly problems: readonly string[] }
  /** Neither the table nor the overflow queue took the record in time; a retry may succeed. */
  | { readonly name: 'unavailable'; readonly cause: unknown }
  /** A defect of ours; a retry may succeed after a fix. */
  | { readonly name: 'failed'; readonly cause: unknown };

export type OutcomeName = Outcome['name'];

/** What the provider does with an answer's error code. */
export type Meaning = 'success' | 'badParameters' | 'wrongSecureLogin' | 'retry';

interface OutcomeTraits {
  readonly meaning: Meaning;
  /** The answer's description; that of `malformed` is its problems. */
  readonly description?: string;
  /** The level of the log line. */
  readonly level: 'INFO' | 'WARN' | 'ERROR';
}

const success = { meaning: 'success', description: 'Success' } as const;

/** What each outcome is answered and logged as: the one table of them. An outcome that is not in it does not compile. */
export const outcomes: Readonly<Record<OutcomeName, OutcomeTraits>> = {
  recorded: { ...success, level: 'INFO' },
  // What the provider sees of a retransmission is what it saw, or should have seen, of the first.
  duplicate: { ...success, level: 'INFO' },
  // Durable on the queue, which is all that the provider is told by a success.
  queued: { ...success, level: 'WARN' },
  // It was received, then erased on purpose. The provider has nothing to mend, so it is not told.
  erased: { ...success, level: 'INFO' },
  conflict: {
    meaning: 'badParameters',
    description: 'uuid was received before with different content',
    level: 'WARN',
  },
  malformed: { meaning: 'badParameters', level: 'WARN' },
  unauthenticated: {
    meaning: 'wrongSecureLogin',
    description: 'secureLogin and providerId are not a known pair',
    level: 'WARN',
  },
  unavailable: {
    meaning: 'retry',
    description: 'Temporarily unavailable, please retry',
    level: 'ERROR',
  },
  // Not the provider's "do not retry": a retry may succeed once the defect is fixed, and without one the callback is lost.
  failed: { meaning: 'retry', description: 'Internal error, please retry', level: 'ERROR' },
};
