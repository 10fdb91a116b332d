import type { CallbackReport } from '../../lambda/callback/callback-reporter.ts';
import { maxBodyBytes } from '../../lambda/callback/limit-body.ts';
import type { Outcome } from '../../lambda/callback/outcome.ts';
import type { Route } from './rest-api.ts';
import {
  type DeliveredEvent,
  deliverEvent,
  type EventSource,
  eventOfRecord,
} from './session-expired-events.ts';

/** A request that can be sent again. It may hold secrets, so the page never shows it as it is. */
export interface SentRequest {
  readonly path: string;
  readonly contentType: string | undefined;
  readonly body: string;
  readonly sourceIp: string;
}

/** A callback that was received. */
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

/** The latest callbacks, with the events that the table's stream makes on AWS. */
export type CallbackJournal = ReturnType<typeof callbackJournal>;

/** What the journal needs besides the callbacks. */
export interface CallbackJournalProps {
  readonly events: EventSource;
  /** The URL that gets each new record's event. */
  readonly eventsUrl: string | undefined;
  /** Called with each new or changed entry. */
  readonly onChange: (entry: JournalEntry) => void;
}

/** The page shows as many. */
const maxEntries = 200;

/** Returns an empty journal, in memory. */
export function callbackJournal({ events, eventsUrl, onChange }: CallbackJournalProps) {
  const entries = new Map<number, JournalEntry>();
  const noted = new WeakMap<object, Pick<JournalEntry, 'outcome' | 'uuid' | 'line'>>();
  const announced = new Set<string>();
  const openedAt = new Date().toISOString();
  let lastId = 0;
  let recorded = 0;

  const put = (entry: JournalEntry) => {
    entries.set(entry.id, entry);
    onChange(entry);
  };
  const change = (id: number, changes: Partial<JournalEntry>) => {
    const entry = entries.get(id);
    if (entry !== undefined) put({ ...entry, ...changes });
  };
  /**
   * Makes the event of a record, once. A duplicate may be the first to know of its record, if an
   * earlier write came too late for its answer. A record of an earlier run is not new.
   */
  const announce = async (id: number, uuid: string) => {
    if (announced.has(uuid)) return;
    announced.add(uuid);
    const event = await eventOfRecord(events, uuid, openedAt);
    if (event === undefined) return;
    recorded += 1;
    change(id, { event });
    if (eventsUrl === undefined) return;
    const delivery = await deliverEvent(eventsUrl, event);
    if (!delivery.startsWith('delivered'))
      console.error(`EVENTS_URL: an event was not taken, ${delivery}`);
    change(id, { delivery });
  };

  return {
    /** Returns the number of new records. */
    recorded: () => recorded,
    find: (id: number) => entries.get(id),
    /** Returns the entries, oldest first. */
    entries: () => [...entries.values()],

    /** Notes a callback's outcome and the Lambda's log line. */
    noteOutcome({ event, outcome }: CallbackReport, line: string) {
      noted.set(event, { outcome, uuid: event.callback?.uuid, line });
    },

    /** Returns a handler that also adds each callback to the journal. */
    watch:
      (handler: Route['handler']): Route['handler'] =>
      async (event, context) => {
        const startedAt = performance.now();
        // Copied before the call, since the chain parses the body in place.
        const request = sentRequest(event);
        const result = await handler(event, context);
        const tookMs = performance.now() - startedAt;
        const note = noted.get(event);
        if (note === undefined) return result;
        const answeredAt = new Date().toISOString();
        const answer = { status: result.statusCode, body: result.body };
        lastId += 1;
        const id = lastId;
        entries.delete(id - maxEntries);
        put({ id, answeredAt, tookMs, request, answer, ...note });
        if (isStored(note.outcome.name) && note.uuid !== undefined)
          void announce(id, note.uuid).catch(console.error);
        return result;
      },

    /** Notes the replay's outcome for a callback that left the overflow queue. */
    noteReplay(uuid: string, outcome: string) {
      const entry = [...entries.values()].find(
        (each) => each.uuid === uuid && isQueued(each) && each.replayed === undefined,
      );
      if (entry !== undefined) change(entry.id, { replayed: outcome });
      if (isStored(outcome)) void announce(entry?.id ?? 0, uuid).catch(console.error);
    },
  };
}

/** Returns whether an outcome says that the callback's record is in the table. */
function isStored(outcome: string): boolean {
  return outcome === 'recorded' || outcome === 'duplicate';
}

/**
 * Returns whether the callback may be on the queue. If the queue accepts a message but answers too
 * late, the outcome is `unavailable`.
 */
function isQueued({ outcome }: JournalEntry): boolean {
  return outcome.name === 'queued' || outcome.name === 'unavailable';
}

function sentRequest({ path, headers, body, requestContext }: Parameters<Route['handler']>[0]) {
  const [, contentType] =
    Object.entries(headers).find(([name]) => /^content-type$/i.test(name)) ?? [];
  const { sourceIp } = requestContext.identity;
  return { path, contentType, sourceIp, body: (body ?? '').slice(0, maxBodyBytes + 1) };
}
