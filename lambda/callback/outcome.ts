import type { WriteResult } from '../records/session-record-store.ts';

/**
 * The outcome of a callback. `recorded`, `duplicate`, `conflict` and `erased` are results of the
 * write to the table. The other outcomes wrote nothing to the table.
 *
 * Logs, metrics, alarms and documents use the same names.
 */
export type Outcome =
  | WriteResult
  | { readonly name: 'unauthenticated' }
  /**
   * The table did not take the record in time, but the overflow queue did. The record is durable
   * and will be replayed.
   */
  | { readonly name: 'queued'; readonly cause: unknown }
  /**
   * The body or its fields break the contract. Each problem names a field and the reason, never the
   * value.
   */
  | { readonly name: 'malformed'; readonly problems: readonly string[] }
  /** Neither the table nor the overflow queue took the record in time. A retry may succeed. */
  | { readonly name: 'unavailable'; readonly cause: unknown }
  /** A defect in this service. A retry may succeed after a fix. */
  | { readonly name: 'failed'; readonly cause: unknown };

/** The name of an outcome. */
export type OutcomeName = Outcome['name'];

/** How the provider understands an answer's error code. */
export type Meaning = 'success' | 'badParameters' | 'wrongSecureLogin' | 'retry';

interface OutcomeTraits {
  readonly meaning: Meaning;
  /** The answer's description. For `malformed`, the answer lists the problems instead. */
  readonly description?: string;
  /** The level of the log line. */
  readonly level: 'info' | 'warn' | 'error';
}

const success = { meaning: 'success', description: 'Success' } as const;

/**
 * The answer and the log level of each outcome. An outcome that is missing here does not compile.
 */
export const outcomes: Readonly<Record<OutcomeName, OutcomeTraits>> = {
  recorded: { ...success, level: 'info' },
  // A retransmission gets the same answer as the first delivery.
  duplicate: { ...success, level: 'info' },
  // Success promises only that the record is durable, and on the queue it is.
  queued: { ...success, level: 'warn' },
  // The callback was received, and its record was later erased on purpose. The provider has nothing
  // to fix.
  erased: { ...success, level: 'info' },
  conflict: {
    meaning: 'badParameters',
    description: 'uuid was received before with different content',
    level: 'warn',
  },
  malformed: { meaning: 'badParameters', level: 'warn' },
  unauthenticated: {
    meaning: 'wrongSecureLogin',
    description: 'secureLogin and providerId are not a known pair',
    level: 'warn',
  },
  unavailable: {
    meaning: 'retry',
    description: 'Temporarily unavailable, please retry',
    level: 'error',
  },
  // Never the provider's "do not retry". A retry may succeed once the defect is fixed. Without a
  // retry the callback is lost.
  failed: { meaning: 'retry', description: 'Internal error, please retry', level: 'error' },
};
