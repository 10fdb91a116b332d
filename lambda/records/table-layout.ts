/**
 * The keys, indexes and TTL attribute of the table that keeps the session records: the one definition that the stack deploys and
 * the embedded DynamoDB of `npm start` and the tests creates.
 *
 * The indexes project only attributes that never change after the first write, so that a retransmission costs no index write.
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
