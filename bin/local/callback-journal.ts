import type { LogLine } from './lambda-log.ts';
import type { DeliveredEvent } from './session-expired-events.ts';

/** A callback that came in. Its request may hold secrets, so it is never shown as it is. */
export interface JournalEntry {
  readonly id: number;
  readonly answeredAt: string;
  readonly tookMs: number;
  readonly request: SentRequest;
  readonly answer: { readonly status: number; readonly body: string };
  /** The line that the Lambda logged; undefined where its log is silenced. */
  readonly log: LogLine | undefined;
  /** What the replay came to, once the overflow queue gave the callback back. */
  readonly replayed?: string;
  /** The event of the record that it made. */
  readonly event?: DeliveredEvent;
  /** What came of posting the event to `EVENTS_URL`. */
  readonly delivery?: string;
}

/** A request as it can be sent again. */
export interface SentRequest {
  readonly path: string;
  readonly contentType: string | undefined;
  readonly body: string;
  readonly sourceIp: string;
}

/** The latest callbacks, in memory. */
export interface CallbackJournal {
  add(entry: Omit<JournalEntry, 'id'>): JournalEntry;
  /** Changes an entry unless it is already forgotten. */
  change(id: number, changes: Partial<JournalEntry>): void;
  find(id: number): JournalEntry | undefined;
  /** Oldest first. */
  entries(): JournalEntry[];
  /** Calls `listener` with each entry that is new or changed, until the returned function is called. */
  subscribe(listener: (entry: JournalEntry) => void): () => void;
}

/** Returns an empty journal of at most `maxEntries` callbacks; the page shows as many. */
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
