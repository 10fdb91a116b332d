import type { SessionRecordsClient } from '../../../lib/client/session-records-client.ts';
import type { Pace } from '../../kit/pace.ts';

/** Reads the records that an endpoint made. */
export type SessionRecords = Pick<SessionRecordsClient, 'get' | 'bySession' | 'byUser'>;

/** Returns the same records, read no faster than the pace allows. */
export function pacedSessionRecords(source: SessionRecords, { turn }: Pace): SessionRecords {
  const paced = async function* <Row>(list: () => AsyncIterable<Row>) {
    await turn();
    yield* list();
  };
  return {
    async get(uuid) {
      await turn();
      return source.get(uuid);
    },
    bySession: (sessionId) => paced(() => source.bySession(sessionId)),
    byUser: (userId) => paced(() => source.byUser(userId)),
  };
}

const tries = 10;
const pauseMs = 250;

/** Waits for some milliseconds. */
export type Wait = (ms: number) => Promise<unknown>;

/**
 * Calls `read` until it finds something, for a few seconds at most, and resolves to the result.
 * Lists are eventually consistent. A callback may also wait on a queue before it is recorded.
 */
export async function readUntilFound<Found extends { readonly length: number }>(
  read: () => Promise<Found>,
  wait: Wait,
): Promise<Found> {
  for (let left = tries; ; left -= 1) {
    const found = await read();
    if (found.length > 0 || left === 1) return found;
    await wait(pauseMs);
  }
}
