import type { SessionRecordDetails, SessionRecordRow } from '../../../lib/client/session-record.ts';
import type { Finding } from '../finding.ts';
import { recordFinding } from './record-finding.ts';
import { isCounted } from './record-rules.ts';
import type { Recorded } from './recorded.ts';
import type { SessionRecords } from './session-records.ts';
import { whenThere } from './when-there.ts';

/** Checks that the callback that was sent most often left one record, by the list of its session, with all deliveries counted. */
export async function checkStorm(source: SessionRecords, all: readonly Recorded[]): Promise<Finding> {
  const [storm] = all.toSorted((one, other) => other.sent - one.sent);
  const listed = await listedOf(storm, (record) => source.bySession(record.sessionId));
  const isOne = storm !== undefined && listed.length === 1 && isCounted(storm);
  return recordFinding(
    'the storm',
    `1 record, ${storm?.accepted ?? 'all'} deliveries`,
    `${listed.length} of its session, ${storm?.record.deliveries ?? 'no'} deliveries`,
    isOne || 'count one ending more than once, or not as often as it came',
  );
}

/** Checks that the first callback is found by its session and by its user. */
export async function checkLists(source: SessionRecords, [first]: readonly Recorded[]): Promise<Finding> {
  const [bySession, byUser] = await Promise.all([
    listedOf(first, (record) => source.bySession(record.sessionId)),
    listedOf(first, (record) => source.byUser(record.userId)),
  ]);
  const isThere = [bySession, byUser].every(
    (list) => list.length === 1 && list[0]?.uuid === first?.record.uuid,
  );
  return recordFinding(
    'lists by session and by user',
    'the first record, once',
    `${bySession.length} by session, ${byUser.length} by user`,
    isThere || 'are not found, or more than once',
  );
}

/** What a list shows for a record, if there is one. */
async function listedOf(
  recorded: Recorded | undefined,
  list: (record: SessionRecordDetails) => AsyncIterable<SessionRecordRow>,
): Promise<SessionRecordRow[]> {
  if (recorded === undefined) return [];
  return whenThere(async () => {
    const found: SessionRecordRow[] = [];
    for await (const record of list(recorded.record)) found.push(record);
    return found;
  });
}
