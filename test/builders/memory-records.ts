import * as v from 'valibot';
import type { SessionRecord } from '../../lambda/records/session-record.ts';
import {
  sessionRecordDetailsSchema,
  sessionRecordRowSchema,
} from '../../lambda/records/session-record.ts';
import type { SessionRecordReader } from '../../lambda/records/session-record-reader.ts';
import type { SessionRecordStore } from '../../lambda/records/session-record-store.ts';
import { tableLayout } from '../../lambda/records/table-layout.ts';

interface StoredRecord extends SessionRecord {
  readonly requestIds: ReadonlySet<string>;
  readonly lastReceivedAt: string;
}

/**
 * Returns a store in memory, with its reader. It is for tests of a command that prove nothing about
 * the table. The embedded DynamoDB would take most of their time.
 */
export function memoryRecords() {
  const records = new Map<string, StoredRecord>();
  const store: SessionRecordStore = {
    async write(record) {
      const stored = records.get(record.uuid);
      if (stored !== undefined && stored.fingerprint !== record.fingerprint)
        return { name: 'conflict' };
      records.set(record.uuid, {
        ...(stored ?? record),
        requestIds: new Set(stored?.requestIds).add(record.requestId),
        lastReceivedAt: record.receivedAt,
      });
      return { name: stored === undefined ? 'recorded' : 'duplicate' };
    },
  };
  const reader: SessionRecordReader = {
    async get(uuid) {
      const stored = records.get(uuid);
      const deliveries = stored?.requestIds.size;
      return stored && v.parse(sessionRecordDetailsSchema, { ...stored, deliveries });
    },
    async list({ selection: { index, value } }) {
      const { partitionKey } = tableLayout.indexes[index];
      const listed = [...records.values()].filter((stored) => stored[partitionKey] === value);
      return { rows: listed.map((row) => v.parse(sessionRecordRowSchema, row)), hasMore: false };
    },
  };
  return {
    store,
    reader,
    all: () =>
      [...records.values()].map((stored) => ({ ...stored, deliveries: stored.requestIds.size })),
  };
}
