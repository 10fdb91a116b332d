import type { Finding } from '../finding.ts';
import { listWhenThere } from './list-when-there.ts';
import { recordFinding } from './record-finding.ts';
import { isCounted } from './record-rules.ts';
import type { Recorded } from './recorded.ts';
import type { SessionRecords } from './session-records.ts';

/** Checks that the callback that was sent most often left one record, by the list of its session, with all deliveries counted. */
export async function checkStorm(source: SessionRecords, all: readonly Recorded[]): Promise<Finding> {
  const [storm] = all.toSorted((one, other) => other.sent - one.sent);
  const listed =
    storm === undefined ? [] : await listWhenThere(() => source.bySession(storm.record.sessionId));
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
  const bySession = first && (await listWhenThere(() => source.bySession(first.record.sessionId)));
  const byUser = first && (await listWhenThere(() => source.byUser(first.record.userId)));
  const isThere = [bySession, byUser].every(
    (list) => list?.length === 1 && list[0]?.uuid === first?.record.uuid,
  );
  return recordFinding(
    'lists by session and by user',
    'the first record, once',
    `${bySession?.length ?? 0} by session, ${byUser?.length ?? 0} by user`,
    isThere || 'are not found, or more than once',
  );
}
