import { toSessionRecord } from '../../lambda/callback/to-session-record.ts';
import type { SessionRecord } from '../../lambda/records/session-record.ts';
import { aCallback, type Body, hex } from './callback.ts';

/** A callback's fields, its arrival and its retention. */
export interface RecordOverrides extends Body {
  readonly receivedAt?: string;
  readonly requestId?: string;
  readonly retentionDays?: number;
}

/** Returns the record of a valid callback with new ids. */
export function aSessionRecord({
  receivedAt,
  requestId = hex(),
  retentionDays = 90,
  ...overrides
}: RecordOverrides = {}) {
  return toSessionRecord(aCallback(overrides), {
    receivedAtMs: receivedAt === undefined ? Date.now() : Date.parse(receivedAt),
    sourceIp: '203.0.113.9',
    requestId,
    retentionDays,
  });
}

/** Returns the record as another delivery of the same callback brings it. */
export function deliveredAgain(record: SessionRecord): SessionRecord {
  return { ...record, requestId: hex().slice(0, 8) };
}
