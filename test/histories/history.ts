import fc from 'fast-check';

/** What may become of the first write that an event sends to the table. A process that dies answers nobody. */
export const tableFates = [
  'the table answers',
  'the table never gets it',
  'the table loses its answer',
  'the table does it late',
  'the process dies before it',
  'the process dies after it',
] as const;

/** What may become of a message on its way to the queue. */
export const queueFates = [
  'the queue takes it',
  'the queue never gets it',
  'the queue loses its answer',
] as const;

export interface Deliver {
  readonly kind: 'deliver';
  readonly uuid: 'A' | 'B';
  readonly content: 1 | 2;
  readonly table: (typeof tableFates)[number];
  readonly queue: (typeof queueFates)[number];
}

/** The replay takes a batch from the queue. One that is redelivered stays there all the same, as SQS may have it. */
export interface Replay {
  readonly kind: 'replay';
  readonly table: (typeof tableFates)[number];
  readonly isRedelivered: boolean;
}

/** DynamoDB sweeps the record of a uuid. */
export interface Purge {
  readonly kind: 'purge';
  readonly uuid: 'A' | 'B';
}

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

/** A few events, which happen at the same time; the scheduler decides the order of their steps. */
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

/** Returns an event as a person would tell it. */
export function toSentence(event: Event): string {
  if (event.kind === 'purge') return `purge ${event.uuid}`;
  if (event.kind === 'replay') {
    return `replay (${event.table}${event.isRedelivered ? '; messages are redelivered' : ''})`;
  }
  return `deliver ${event.uuid}${event.content} (${event.table}; ${event.queue})`;
}
