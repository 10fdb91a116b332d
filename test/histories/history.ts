import fc from 'fast-check';

/** The fates of an event's first write to the table. A process that dies gives no answer. */
const [well, ...faults] = [
  'the table answers',
  'the table never gets it',
  'the table loses its answer',
  'the table does it late',
  'the table refuses for another record',
  'the process dies before it',
  'the process dies after it',
] as const;

const anyTableFate = fc.oneof(
  { weight: 3, arbitrary: fc.constant(well) },
  { weight: 4, arbitrary: fc.constantFrom(...faults) },
);
const anyUuid = fc.constantFrom('A', 'B');

/** The provider delivers a callback. */
const anyDelivery = fc.record({
  kind: fc.constant('deliver'),
  uuid: anyUuid,
  content: fc.constantFrom(1, 2),
  table: anyTableFate,
  /** The fate of a message to the queue. */
  queue: fc.constantFrom(
    'the queue takes it',
    'the queue never gets it',
    'the queue loses its answer',
  ),
});

/**
 * The replay takes a batch from the queue. A redelivered batch also stays on the queue, as SQS may
 * do.
 */
const anyReplay = fc.record({
  kind: fc.constant('replay'),
  table: anyTableFate,
  isRedelivered: fc.boolean(),
});

/** The operator erases the record of a uuid. */
const anErasure = fc.record({ kind: fc.constant('erase'), uuid: anyUuid });

/** DynamoDB deletes the expired record of a uuid. */
const anyPurge = fc.record({ kind: fc.constant('purge'), uuid: anyUuid });

type Generated<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Readonly<Value> : never;
/** The delivery of a callback, with the fates of its write and its message. */
export type Deliver = Generated<typeof anyDelivery>;
/** A replay, with the fate of its first write. */
export type Replay = Generated<typeof anyReplay>;
/** One event of a history. */
export type Event = Deliver | Replay | Generated<typeof anErasure> | Generated<typeof anyPurge>;

/** A few events that happen at the same time. The scheduler decides the order of their steps. */
export const anyEvents = fc.array(
  fc
    .oneof(
      { weight: 8, arbitrary: anyDelivery },
      { weight: 3, arbitrary: anyReplay },
      { weight: 1, arbitrary: anErasure },
      { weight: 1, arbitrary: anyPurge },
    )
    .map((event) => ({ ...event, [fc.toStringMethod]: () => toSentence(event) })),
  { minLength: 1, maxLength: 7 },
);

/** Returns an event as a sentence for people. */
export function toSentence(event: Event): string {
  if (event.kind === 'purge' || event.kind === 'erase') return `${event.kind} ${event.uuid}`;
  if (event.kind === 'replay') {
    return `replay (${event.table}${event.isRedelivered ? '; messages are redelivered' : ''})`;
  }
  return `deliver ${event.uuid}${event.content} (${event.table}; ${event.queue})`;
}
