import { setTimeout as sleep } from 'node:timers/promises';

const tries = 10;
const pauseMs = 250;

/**
 * Resolves to what `read` finds once it finds something, or to nothing after a few seconds: lists are eventually consistent, and a
 * callback may have been made durable on a queue before it is in the table.
 */
export async function whenThere<Found extends { readonly length: number }>(
  read: () => Promise<Found>,
): Promise<Found> {
  for (let left = tries; ; left -= 1) {
    const found = await read();
    if (found.length > 0 || left === 1) return found;
    await sleep(pauseMs);
  }
}
