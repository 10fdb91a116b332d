import { AsyncLocalStorage } from 'node:async_hooks';
import { DynamoDBClient, type UpdateItemInput } from '@aws-sdk/client-dynamodb';
import type { SQSRecord } from 'aws-lambda';
import type fc from 'fast-check';
import { localClientSettings } from '../../bin/local/local-server.ts';
import { callbackHandler } from '../../lambda/callback/callback-handler.ts';
import { toPartner } from '../../lambda/callback/partner.ts';
import { fromOverflowMessage, toOverflowMessage } from '../../lambda/overflow/overflow-message.ts';
import { dynamoDbSessionRecordStore } from '../../lambda/records/session-record-store.ts';
import { replayHandler } from '../../lambda/replay/replay-handler.ts';
import { demoPartner } from '../builders/callback.ts';
import { aCallbackEvent, aContext } from '../builders/proxy-event.ts';
import { type Deliver, type Event, type Replay, toSentence } from './history.ts';
import { MemoryTable } from './memory-table.ts';
import { callbackOf, PromiseKeeper } from './promise.ts';
import type { SeededBug } from './seeded-bugs.ts';

/** One history as it happens. */
class World {
  readonly promise = new PromiseKeeper();
  readonly table = new MemoryTable((...change) => this.promise.changed(...change));
  messages: SQSRecord[] = [];
  /** Waits until the scheduler lets the step happen. */
  step: (label: string) => Promise<unknown>;

  constructor(step: (label: string) => Promise<unknown>) {
    this.step = step;
  }
}

/**
 * A process of the callback's or the replay's Lambda, with the fates of its next write and message.
 */
interface Process {
  readonly world: World;
  readonly label: string;
  table: Deliver['table'];
  readonly queue: Deliver['queue'];
  die(): void;
}

/** A refusal that shows the tombstone of another record, as a faulty proxy might mix up answers. */
const foreignRefusal = {
  status: 400,
  body: {
    __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
    Item: { uuid: { S: 'another' }, erasedAt: { S: '' }, fingerprintStart: { S: '0000' } },
  },
};

const never = new Promise<never>(() => {});
const noBudgetMs = 2 ** 31 - 1;
const quiet = () => {};

/**
 * Returns a function that runs histories on the real handler, store and replay. Only the network,
 * the queue and the order of steps are simulated.
 */
export function historyRunner({
  change = (input) => input,
  wrap = (store) => store,
}: SeededBug = {}) {
  const current = new AsyncLocalStorage<Process>();
  const running = () => current.getStore() as Process;

  const send = async (input: UpdateItemInput) => {
    const { world, label, table: fate, die } = running();
    running().table = 'the table answers';
    await world.step(`${label}: its write arrives`);
    if (fate === 'the table never gets it') throw new Error('the request was lost');
    if (fate === 'the process dies before it') return vanish(die);
    if (fate === 'the table does it late') {
      void world.step(`${label}: its late write arrives`).then(() => world.table.update(input));
      throw new Error('the request took too long');
    }
    if (fate === 'the table refuses for another record') return foreignRefusal;
    const answer = world.table.update(input);
    if (fate === 'the process dies after it') return vanish(die);
    await world.step(`${label}: its answer arrives`);
    if (fate === 'the table loses its answer') throw new Error('the answer was lost');
    return answer;
  };
  const client = new DynamoDBClient({
    ...localClientSettings('http://127.0.0.1:1'),
    cacheMiddleware: true,
    maxAttempts: 1,
    requestHandler: {
      async handle({ body: request }: { body: Uint8Array }) {
        const { status, body } = await send(change(JSON.parse(new TextDecoder().decode(request))));
        return {
          response: { statusCode: status, headers: {}, body: Buffer.from(JSON.stringify(body)) },
        };
      },
    },
  });
  const store = wrap(
    dynamoDbSessionRecordStore({ client, tableName: 'SessionRecords', writeBudgetMs: noBudgetMs }),
  );

  const handle = callbackHandler({
    store,
    overflowQueue: {
      async put(record) {
        const { world, label, queue: fate } = running();
        await world.step(`${label}: its message arrives`);
        if (fate === 'the queue never gets it') throw new Error('the message was lost');
        const messageId = `${label} ${world.messages.length}`;
        const body = toOverflowMessage(record);
        world.messages.push({ messageId, body } as SQSRecord);
        const { uuid, userId } = fromOverflowMessage(body) ?? record;
        const content = Number(userId.at(-1)) as Deliver['content'];
        world.promise.queued({ uuid: uuid as Deliver['uuid'], content });
        if (fate === 'the queue loses its answer') throw new Error('the answer was lost');
      },
    },
    partners: [toPartner(demoPartner)],
    requestFields: '2024-10-17',
    errorCodes: '2024-10-17',
    retentionDays: 90,
    report: quiet,
  });
  const replay = replayHandler({
    store,
    deadLetters: { put: async (body) => running().world.promise.setAside(body) },
    report: quiet,
  });

  /** Resolves to the process's answer, or to undefined if the process dies. */
  const inProcess = <T>(process: Omit<Process, 'die'>, work: () => Promise<T>) =>
    new Promise<T | undefined>((resolve, reject) => {
      current.run({ ...process, die: () => resolve(undefined) }, () =>
        work().then(resolve, reject),
      );
    });

  const deliver = async (world: World, event: Deliver, label: string, arrivalMs: number) => {
    const request = aCallbackEvent(callbackOf(event));
    request.requestContext.requestTimeEpoch = arrivalMs;
    const requestId = world.promise.sent(event);
    request.requestContext.requestId = requestId;
    const result = await inProcess({ ...event, world, label }, () => handle(request, aContext()));
    if (result !== undefined)
      world.promise.answered(event, requestId, JSON.parse(result.body).error);
  };

  const replayBatch = async (world: World, { table, isRedelivered }: Replay, label: string) => {
    const batch = world.messages.slice(0, 10);
    if (batch.length === 0) return;
    const process = { world, label, table, queue: 'the queue takes it' } as const;
    const result = await inProcess(process, () => replay({ Records: batch }));
    if (result === undefined || isRedelivered) return;
    const failed = new Set(result.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const done = batch.filter(({ messageId }) => !failed.has(messageId));
    world.messages = world.messages.filter((message) => !done.includes(message));
  };

  const happen = async (world: World, event: Event, index: number): Promise<void> => {
    const label = `${index + 1} ${event.kind}`;
    await world.step(`${index + 1} ${toSentence(event)}: begins`);
    if (event.kind === 'deliver')
      return deliver(world, event, label, Date.UTC(2100, 0, 1) + index * 1_000);
    if (event.kind === 'replay') return replayBatch(world, event, label);
    if (event.kind === 'erase')
      return world.promise.erased(event.uuid, world.table.erase(event.uuid));
    world.promise.purged(event.uuid);
    world.table.delete(event.uuid);
  };

  /**
   * Runs the events in the scheduler's order, then lets everything recover. Resolves to the broken
   * promises.
   */
  return async (events: readonly Event[], scheduler: fc.Scheduler): Promise<readonly string[]> => {
    const world = new World((label) => scheduler.schedule(Promise.resolve(), label));
    await scheduler.waitFor(Promise.all(events.map((event, i) => happen(world, event, i))));
    await scheduler.waitIdle();
    world.step = async () => {};
    const recovered = { kind: 'replay', table: 'the table answers', isRedelivered: false } as const;
    for (let i = 0; i <= events.length && world.messages.length > 0; i++) {
      await replayBatch(world, recovered, 'the last replay');
    }
    if (world.messages.length > 0) world.promise.broken.push('the replay cannot empty the queue');
    world.promise.settled(world.table);
    return world.promise.broken;
  };
}

/** Ends the process: it neither answers nor continues. */
function vanish(die: () => void): Promise<never> {
  die();
  return never;
}
