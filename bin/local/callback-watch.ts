import type { CallbackReport } from '../../lambda/callback/callback-reporter.ts';
import { maxBodyBytes } from '../../lambda/callback/limit-body.ts';
import type { CallbackJournal, JournalEntry } from './callback-journal.ts';
import type { Route } from './rest-api.ts';
import { deliverEvent, type EventSource, eventOfRecord } from './session-expired-events.ts';

/** The journal to fill, and the events to make. */
export interface CallbackWatchProps {
  readonly journal: CallbackJournal;
  readonly events: EventSource;
  /** The URL that gets each new record's event. */
  readonly eventsUrl: string | undefined;
}

/** Fills the journal, and makes the events that the table's stream makes on AWS. */
export interface CallbackWatch {
  /** The number of new records. */
  readonly recorded: number;
  /** Notes a callback's outcome and the Lambda's log line. */
  noteOutcome(report: CallbackReport, line: string): void;
  /** Returns a handler that also adds each callback to the journal. */
  watch(handler: Route['handler']): Route['handler'];
  /** Notes the replay's outcome for a callback that left the overflow queue. */
  noteReplay(uuid: string, outcome: string): void;
}

/** Starts to watch callbacks. */
export function watchCallbacks({ journal, events, eventsUrl }: CallbackWatchProps): CallbackWatch {
  const noted = new WeakMap<object, Pick<JournalEntry, 'outcome' | 'uuid' | 'line'>>();
  let recorded = 0;
  const announce = async (id: number, uuid: string) => {
    recorded += 1;
    const event = await eventOfRecord(events, uuid);
    journal.change(id, { event });
    if (eventsUrl === undefined) return;
    const delivery = await deliverEvent(eventsUrl, event);
    if (!delivery.startsWith('delivered'))
      console.error(`EVENTS_URL: an event was not taken, ${delivery}`);
    journal.change(id, { delivery });
  };

  return {
    get recorded() {
      return recorded;
    },
    noteOutcome({ event, outcome }, line) {
      noted.set(event, { outcome, uuid: event.callback?.uuid, line });
    },
    watch: (handler) => async (event, context) => {
      const startedAt = performance.now();
      // Copied before the call, since the chain parses the body in place.
      const request = sentRequest(event);
      const result = await handler(event, context);
      const tookMs = performance.now() - startedAt;
      const answeredAt = new Date().toISOString();
      const answer = { status: result.statusCode, body: result.body };
      const note = noted.get(event);
      if (note === undefined) return result;
      const { id, outcome, uuid } = journal.add({ answeredAt, tookMs, request, answer, ...note });
      if (outcome.name === 'recorded' && uuid !== undefined)
        void announce(id, uuid).catch(console.error);
      return result;
    },
    noteReplay(uuid, outcome) {
      const entries = journal.entries().filter((entry) => entry.uuid === uuid);
      const entry = entries.find((each) => isQueued(each) && each.replayed === undefined);
      if (entry === undefined) return;
      journal.change(entry.id, { replayed: outcome });
      // The Lambda gives up a slow write, but DynamoDB may still do it. Its replay is then a
      // duplicate.
      if (outcome !== 'conflict' && !entries.some(({ event }) => event))
        void announce(entry.id, uuid).catch(console.error);
    },
  };
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
