import type { SessionRecordDetails, SessionRecordRow } from '../../../lib/client/session-record.ts';
import type { Finding } from '../group.ts';
import { isCounted, ledgerFinding, type Recorded } from './ledger.ts';
import { readUntilFound, type SessionRecords } from './session-records.ts';

/**
 * Checks the callback that was sent most often. Its session's list must have one record, which
 * counts all deliveries.
 */
export async function checkStorm(
  source: SessionRecords,
  all: readonly Recorded[],
): Promise<Finding> {
  const [storm] = all.toSorted((one, other) => other.sent - one.sent);
  const listed = await readList(storm, (record) => source.bySession(record.sessionId));
  const isOne = storm !== undefined && listed.length === 1 && isCounted(storm);
  return ledgerFinding(
    'the storm',
    `1 record, ${storm?.accepted ?? 'all'} deliveries`,
    `${listed.length} of its session, ${storm?.record.deliveries ?? 'no'} deliveries`,
    isOne || 'count one ending more than once, or not as often as it came',
  );
}

/** Checks that the lists of the session and of the user have the first callback. */
export async function checkLists(
  source: SessionRecords,
  [first]: readonly Recorded[],
): Promise<Finding> {
  const [bySession, byUser] = await Promise.all([
    readList(first, (record) => source.bySession(record.sessionId)),
    readList(first, (record) => source.byUser(record.userId)),
  ]);
  const isThere = [bySession, byUser].every(
    (list) => list.length === 1 && list[0]?.uuid === first?.record.uuid,
  );
  return ledgerFinding(
    'lists by session and by user',
    'the first record, once',
    `${bySession.length} by session, ${byUser.length} by user`,
    isThere || 'are not found, or more than once',
  );
}

/** Resolves to the list for a record, or to nothing without a record. */
async function readList(
  recorded: Recorded | undefined,
  list: (record: SessionRecordDetails) => AsyncIterable<SessionRecordRow>,
): Promise<SessionRecordRow[]> {
  if (recorded === undefined) return [];
  return readUntilFound(async () => {
    const found: SessionRecordRow[] = [];
    for await (const record of list(recorded.record)) found.push(record);
    return found;
  });
}
