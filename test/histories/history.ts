import fc from 'fast-check';

/** The fates of an event's first write to the table. A process that dies gives no answer. */
export const tableFates = [
  'the table answers',
  'the table never gets it',
  'the table loses its answer',
  'the table does it late',
  'the process dies before it',
  'the process dies after it',
] as const;

/** The fates of a message to the queue. */
export const queueFates = [
  'the queue takes it',
  'the queue never gets it',
  'the queue loses its answer',
] as const;

/** The provider delivers a callback. */
export interface Deliver {
  readonly kind: 'deliver';
  readonly uuid: 'A' | 'B';
  readonly content: 1 | 2;
  readonly table: (typeof tableFates)[number];
  readonly queue: (typeof queueFates)[number];
}

/**
 * The replay takes a batch from the queue. A redelivered batch also stays on the queue, as SQS may
 * do.
 */
export interface Replay {
  readonly kind: 'replay';
  readonly table: (typeof tableFates)[number];
  readonly isRedelivered: boolean;
}

/** DynamoDB deletes the expired record of a uuid. */
export interface Purge {
  readonly kind: 'purge';
  readonly uuid: 'A' | 'B';
}

/** One event of a history. */
export type Event = Deliver | Replay | Purge;

const [well, ...faults] = tableFates;
const anyTableFate = fc.oneof(
  { weight: 3, arbitrary: fc.constant(well) },
  { weight: 4, arbitrary: fc.constantFrom(...faults) },
);
const anyUuid = fc.constantFrom('A' as const, 'B' as const);

const anyDeliver: fc.Arbitrary<Event> = fc.record({
  kind: fc.constant('deliver' as const),
  uuid: anyUuid,
  content: fc.constantFrom(1 as const, 2 as const),
  table: anyTableFate,
  queue: fc.constantFrom(...queueFates),
});
const anyReplay: fc.Arbitrary<Event> = fc.record({
  kind: fc.constant('replay' as const),
  table: anyTableFate,
  isRedelivered: fc.boolean(),
});
const anyPurge: fc.Arbitrary<Event> = fc.record({
  kind: fc.constant('purge' as const),
  uuid: anyUuid,
});

/** A few events that happen at the same time. The scheduler decides the order of their steps. */
export const anyEvents = fc.array(
  fc
    .oneof(
      { weight: 8, arbitrary: anyDeliver },
      { weight: 3, arbitrary: anyReplay },
      { weight: 1, arbitrary: anyPurge },
    )
    .map((event) => ({ ...event, [fc.toStringMethod]: () => toSentence(event) })),
  { minLength: 1, maxLength: 7 },
);

/** Returns an event as a sentence for people. */
export function toSentence(event: Event): string {
  if (event.kind === 'purge') return `purge ${event.uuid}`;
  if (event.kind === 'replay') {
    return `replay (${event.table}${event.isRedelivered ? '; messages are redelivered' : ''})`;
  }
  return `deliver ${event.uuid}${event.content} (${event.table}; ${event.queue})`;
}
