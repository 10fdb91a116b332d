import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { callbackJournal } from '../../../bin/local/callback-journal.ts';
import { tableName } from '../../../bin/local/embedded-dynamodb.ts';
import type { CallbackReport } from '../../../lambda/callback/callback-reporter.ts';
import type { Outcome } from '../../../lambda/callback/outcome.ts';
import { aCallback } from '../../builders/callback.ts';
import { aCallbackEvent, aContext } from '../../builders/proxy-event.ts';
import { anEmbeddedStore } from '../../builders/receiver.ts';
import { aSessionRecord } from '../../builders/session-record.ts';

const uuid = 'a-uuid';
const recorded = { name: 'recorded' } as const;
const duplicate = { name: 'duplicate' } as const;
const queued = { name: 'queued', cause: undefined } as const;
const unavailable = { name: 'unavailable', cause: undefined } as const;

/** A journal with a record in its table. Returns a function that ends a callback of it so. */
async function aJournal({ receivedAt }: { receivedAt?: string } = {}) {
  const { client, store } = await anEmbeddedStore();
  const journal = callbackJournal({
    events: { client, tableName },
    eventsUrl: undefined,
    onChange: () => {},
  });
  await store.write(aSessionRecord({ uuid, ...(receivedAt && { receivedAt }) }));
  const handle = journal.watch(async (event: APIGatewayProxyEvent) => {
    const [outcome] = outcomes.splice(0, 1);
    Object.assign(event, { callback: aCallback({ uuid }) });
    journal.noteOutcome({ event, outcome } as CallbackReport, '');
    return { statusCode: 200, body: '{}' };
  });
  const outcomes: Outcome[] = [];
  const end = async (outcome: Outcome) => {
    outcomes.push(outcome);
    await handle(aCallbackEvent(aCallback({ uuid })), aContext());
  };
  const events = () => journal.entries().filter(({ event }) => event !== undefined).length;
  return { journal, end, events };
}

describe('the events of a journal', () => {
  it.each([
    ['a recorded callback and its retransmissions', [recorded, duplicate, duplicate]],
    ['a late write, which only a retransmission finds', [unavailable, duplicate, duplicate]],
  ])('are one for %s', async (_, outcomes) => {
    const { journal, end, events } = await aJournal();
    for (const outcome of outcomes) await end(outcome);
    await expect.poll(events).toBe(1);
    expect(journal.recorded()).toBe(1);
  });

  it('are one for a queued callback whose message comes twice', async () => {
    const { journal, end, events } = await aJournal();
    await end(queued);
    for (let i = 0; i < 2; i++) journal.noteReplay(uuid, 'recorded');
    await expect.poll(events).toBe(1);
    expect(journal.entries()[0]).toMatchObject({ replayed: 'recorded' });
    expect(journal.recorded()).toBe(1);
  });

  it('are none for a replay that ends as a conflict, and none for a record of an earlier run', async () => {
    const replayed = await aJournal();
    await replayed.end(queued);
    replayed.journal.noteReplay(uuid, 'conflict');
    expect(replayed.journal.entries()[0]).toMatchObject({ replayed: 'conflict' });
    const older = await aJournal({ receivedAt: '2020-01-01T00:00:00.000Z' });
    await older.end(duplicate);
    for (const { journal, events } of [replayed, older]) {
      expect(events()).toBe(0);
      expect(journal.recorded()).toBe(0);
    }
  });
});
