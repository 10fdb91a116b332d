import type { sessionRecordTable } from './session-record-table.ts';

/** Which session records a list holds, and in which order. */
export interface RecordSelection {
  readonly index: keyof typeof sessionRecordTable.indexes;
  /** The sessionId or userId, as the index says. */
  readonly value: string;
  /** The earliest `receivedAt`, as it is stored. */
  readonly from?: string | undefined;
  /** The `receivedAt`, as it is stored, before which the last record arrived. */
  readonly to?: string | undefined;
  /** By `receivedAt`; records that arrived in the same millisecond stand in an order of the table's own, always the same. */
  readonly order: 'newest' | 'oldest';
}
