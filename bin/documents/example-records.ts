import * as v from 'valibot';
import { toSessionRecord } from '../../lambda/callback/to-session-record.ts';
import {
  type SessionRecord,
  type SessionRecordRow,
  sessionRecordRowSchema,
} from '../../lambda/records/session-record.ts';

const player = {
  secureLogin: 'demo-operator',
  providerId: 'Luckymonaco',
  userId: '123456',
  token: 'a-token',
};

const arrival = { sourceIp: '203.0.113.9', requestId: 'a-request', retentionDays: 36_500 };

/**
 * The erased session record in an example of the query API. A test stores and erases it before it
 * sends the examples.
 */
export const erasedRecord: SessionRecord = toSessionRecord(
  {
    ...player,
    userId: '654321',
    sessionId: '1f0c8e6f2ad94c0a8d0f3b7a5c9e4d12',
    uuid: '9d3a7c41f2e84b6c8f5a0e1d2c3b4a03',
  },
  { ...arrival, receivedAtMs: Date.UTC(2026, 0, 30, 8, 0, 0, 0) },
);

/**
 * The session records in the query API's examples, oldest first. A test stores them before it sends
 * the examples.
 */
export const exampleRecords: readonly [SessionRecord, SessionRecord] = [
  toSessionRecord(
    {
      ...player,
      sessionId: '6fd2d6f3bb8f4c5a9fadf15d81206af2',
      uuid: '0c1b7dc3d1ea4b1f8a3a2b5a6a5f7e01',
    },
    { ...arrival, receivedAtMs: Date.UTC(2026, 0, 31, 22, 15, 0, 250) },
  ),
  toSessionRecord(
    {
      ...player,
      sessionId: 'b83cbb4c8f0e4a0d9b53c9f6f1d2a7e4',
      uuid: '5e0f6a9be3f94a7c9a5d1c3b2e4f6a02',
    },
    { ...arrival, receivedAtMs: Date.UTC(2026, 1, 1, 9, 30, 12, 7) },
  ),
];

/** The same records as a list and an event show them, in the same order. */
export const exampleRows: readonly [SessionRecordRow, SessionRecordRow] = [
  v.parse(sessionRecordRowSchema, exampleRecords[0]),
  v.parse(sessionRecordRowSchema, exampleRecords[1]),
];
