import { setTimeout as sleep } from 'node:timers/promises';
import type { ListedRecord } from './session-records.ts';

const tries = 12;
const pauseMs = 250;

/** Resolves to what a list shows once it shows anything, or to nothing after a few seconds: lists are eventually consistent. */
export async function listWhenThere(list: () => AsyncIterable<ListedRecord>): Promise<ListedRecord[]> {
  for (let left = tries; ; left -= 1) {
    const found: ListedRecord[] = [];
    for await (const record of list()) found.push(record);
    if (found.length > 0 || left === 1) return found;
    await sleep(pauseMs);
  }
}
