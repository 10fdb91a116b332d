import * as v from 'valibot';
import { toCursor } from '../../lambda/query/cursor.ts';
import type { QueryOutcome } from '../../lambda/query/outcome.ts';
import { sessionRecordDetailsSchema } from '../../lambda/records/session-record.ts';
import { erasedRecord, exampleRecords, exampleRows } from './example-records.ts';

/** A request to the query API with its outcome. */
export interface QueryExample {
  readonly summary: string;
  /** The parameters of path and query, by name. */
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly outcome: QueryOutcome;
}

const [older, newer] = exampleRecords;
const [olderRow, newerRow] = exampleRows;
const { userId, sessionId } = older;

const cursor = toCursor({ index: 'byUser', value: userId, order: 'newest' }, newer);

/** Examples for `GET /session-records/{uuid}`, by name. */
export const getExamples: Readonly<Record<string, QueryExample>> = {
  found: {
    summary: 'A record',
    parameters: { uuid: older.uuid },
    outcome: {
      name: 'found',
      record: v.parse(sessionRecordDetailsSchema, {
        ...older,
        deliveries: 1,
        lastReceivedAt: older.receivedAt,
      }),
    },
  },
  notFound: {
    summary: 'No record',
    parameters: { uuid: 'ffffffffffffffffffffffffffffffff' },
    outcome: { name: 'notFound' },
  },
  erased: {
    summary: 'A record that was erased',
    parameters: { uuid: erasedRecord.uuid },
    outcome: { name: 'erased' },
  },
};

/** Examples for `GET /session-records`, by name. */
export const listExamples: Readonly<Record<string, QueryExample>> = {
  bySession: {
    summary: 'The records of a session',
    parameters: { sessionId },
    outcome: { name: 'listed', list: { records: [olderRow] } },
  },
  byUser: {
    summary: 'The records of a user, newest first, one at a time',
    parameters: { userId, limit: 1 },
    outcome: { name: 'listed', list: { records: [newerRow], nextCursor: cursor } },
  },
  nextPage: {
    summary: 'The next page, which is the last',
    parameters: { userId, limit: 1, cursor },
    outcome: { name: 'listed', list: { records: [olderRow] } },
  },
  month: {
    summary: "A user's records of a month, oldest first",
    parameters: {
      userId,
      from: '2026-01-01T00:00:00Z',
      to: '2026-02-01T00:00:00Z',
      order: 'oldest',
    },
    outcome: { name: 'listed', list: { records: [olderRow] } },
  },
  neither: {
    summary: 'Neither sessionId nor userId',
    parameters: { limit: 1 },
    outcome: { name: 'invalid', problems: ['exactly one of sessionId and userId must be given'] },
  },
  foreignCursor: {
    summary: 'A cursor of another query',
    parameters: { sessionId, cursor },
    outcome: {
      name: 'invalid',
      problems: [
        'cursor must be the nextCursor of this query, unchanged, with the same sessionId or ' +
          'userId, from, to and order',
      ],
    },
  },
};
