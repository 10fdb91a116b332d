import { shownInLists } from './session-record.ts';

const partitionKey = 'uuid';
const sortKey = 'receivedAt';
const timeToLiveAttribute = 'purgeAt';

/**
 * The keys, indexes and TTL attribute of the session records' table. The stack deploys this
 * definition. `npm start` and the tests create the same table in the embedded DynamoDB.
 *
 * The indexes project only attributes that never change after the first write. A retransmission
 * therefore costs no index write.
 */
export const tableLayout = {
  partitionKey,
  timeToLiveAttribute,
  indexes: { bySession: recordIndex('sessionId'), byUser: recordIndex('userId') },
} as const;

/** Returns an index that holds what a list shows and what decides whether it is shown. */
function recordIndex<Key extends 'sessionId' | 'userId'>(indexKey: Key) {
  const keys: readonly string[] = [partitionKey, indexKey, sortKey];
  return {
    partitionKey: indexKey,
    sortKey,
    nonKeyAttributes: [...shownInLists.filter((name) => !keys.includes(name)), timeToLiveAttribute],
  } as const;
}
