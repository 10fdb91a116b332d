import type { SessionRecordRow } from '../../../lib/client/session-record.ts';
import type { Pace } from '../http/pace.ts';
import type { SessionRecords } from './session-records.ts';

/** Returns the same records, read no faster than the pace lets them be. */
export function pacedSessionRecords(source: SessionRecords, { turn }: Pace): SessionRecords {
  const paced = async function* (
    list: () => AsyncIterable<SessionRecordRow>,
  ): AsyncGenerator<SessionRecordRow> {
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
