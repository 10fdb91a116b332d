import type { Outcome } from '../../lambda/callback/outcome.ts';
import type { DeliveredEvent } from './session-expired-events.ts';

/**
 * A callback that was received. Its request may hold secrets, so the page never shows it as it is.
 */
export interface JournalEntry {
  readonly id: number;
  readonly answeredAt: string;
  readonly tookMs: number;
  readonly request: SentRequest;
  readonly answer: { readonly status: number; readonly body: string };
  readonly outcome: Outcome;
  /** Undefined if the callback is refused before its fields are known. */
  readonly uuid: string | undefined;
  /** The line that the Lambda logged. */
  readonly line: string;
  /** The replay's outcome, once the callback left the overflow queue. */
  readonly replayed?: string;
  /** The event of the callback's record. */
  readonly event?: DeliveredEvent;
  /** The result of posting the event to `EVENTS_URL`. */
  readonly delivery?: string;
}

/** A request that can be sent again. */
export interface SentRequest {
  readonly path: string;
  readonly contentType: string | undefined;
  readonly body: string;
  readonly sourceIp: string;
}

/** The latest callbacks, in memory. */
export interface CallbackJournal {
  add(entry: Omit<JournalEntry, 'id'>): JournalEntry;
  /** Changes an entry, if the journal still has it. */
  change(id: number, changes: Partial<JournalEntry>): void;
  find(id: number): JournalEntry | undefined;
  /** Returns the entries, oldest first. */
  entries(): JournalEntry[];
  /** Calls `listener` with each new or changed entry. Returns a function that stops the calls. */
  subscribe(listener: (entry: JournalEntry) => void): () => void;
}

/** Returns an empty journal of at most `maxEntries` callbacks. The page shows as many. */
export function callbackJournal(maxEntries = 200): CallbackJournal {
  const entries = new Map<number, JournalEntry>();
  const listeners = new Set<(entry: JournalEntry) => void>();
  let lastId = 0;
  const put = (entry: JournalEntry) => {
    entries.set(entry.id, entry);
    for (const listener of listeners) listener(entry);
    return entry;
  };
  return {
    add(entry) {
      lastId += 1;
      entries.delete(lastId - maxEntries);
      return put({ id: lastId, ...entry });
    },
    change(id, changes) {
      const entry = entries.get(id);
      if (entry !== undefined) put({ ...entry, ...changes });
    },
    find: (id) => entries.get(id),
    entries: () => [...entries.values()],
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
