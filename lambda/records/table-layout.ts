/**
 * The keys, indexes and TTL attribute of the session records' table. The stack deploys this
 * definition. `npm start` and the tests create the same table in the embedded DynamoDB.
 *
 * The indexes project only attributes that never change after the first write. A retransmission
 * therefore costs no index write.
 */
export const tableLayout = {
  partitionKey: 'uuid',
  timeToLiveAttribute: 'purgeAt',
  indexes: {
    bySession: {
      partitionKey: 'sessionId',
      sortKey: 'receivedAt',
      nonKeyAttributes: ['userId', 'providerId', 'purgeAt'],
    },
    byUser: {
      partitionKey: 'userId',
      sortKey: 'receivedAt',
      nonKeyAttributes: ['sessionId', 'providerId', 'purgeAt'],
    },
  },
} as const;
