import { randomUUID } from 'node:crypto';
import type { UpdateItemInput } from '@aws-sdk/client-dynamodb';
import type { SessionRecordStore } from '../../lambda/records/session-record-store.ts';

/** A defect that the histories must find. */
export interface SeededBug {
  /** Changes an update before it reaches the table. */
  readonly change?: (input: UpdateItemInput) => UpdateItemInput;
  /** Wraps the store. */
  readonly wrap?: (store: SessionRecordStore) => SessionRecordStore;
}

const overwrite = (expression = '') => expression.replaceAll(/if_not_exists\(\w+, (:\w+)\)/g, '$1');

/** Returns whether a write is the replay's, which keeps the time of the last arrival. */
const isReplay = ({ UpdateExpression = '' }: UpdateItemInput) =>
  UpdateExpression.includes('lastReceivedAt = if_not_exists');

/** The defects by their names. */
export const seededBugs: Readonly<Record<string, SeededBug>> = {
  'no condition': {
    change: ({ ConditionExpression: _, ExpressionAttributeNames: __, ...input }) => input,
  },
  'a put instead of an update': {
    change: (input) => ({
      ...input,
      UpdateExpression: overwrite(input.UpdateExpression).replace(
        ' ADD requestIds ',
        ', requestIds = ',
      ),
    }),
  },
  'a replay that overwrites receivedAt': {
    change: (input) => ({
      ...input,
      UpdateExpression: isReplay(input)
        ? input.UpdateExpression?.replace('if_not_exists(receivedAt, :receivedAt)', ':receivedAt')
        : input.UpdateExpression,
    }),
  },
  'an answer before the write': {
    wrap: (store) => ({
      async write(...args) {
        store.write(...args).catch(() => {});
        return { name: 'recorded' };
      },
    }),
  },
  'a delivery that counts twice': {
    change: (input) => ({
      ...input,
      ExpressionAttributeValues: {
        ...input.ExpressionAttributeValues,
        ':requestIds': { SS: [randomUUID()] },
      },
    }),
  },
  'a refusal for another record that is believed': {
    wrap: (store) => ({
      write: (...args) =>
        store.write(...args).catch((error: Error) => {
          if (error.message.includes('did not confirm')) return { name: 'erased' };
          throw error;
        }),
    }),
  },
  'other content that a tombstone swallows': {
    wrap: (store) => ({
      async write(...args) {
        const result = await store.write(...args);
        const isTombstone = result.name === 'conflict' && result.differingFields === undefined;
        return isTombstone ? { name: 'erased' } : result;
      },
    }),
  },
  'a fingerprint that is ignored': {
    change: (input) => ({
      ...input,
      ConditionExpression: input.ConditionExpression?.replaceAll(
        'fingerprint = :fingerprint',
        'attribute_exists(fingerprint)',
      ),
    }),
  },
};
