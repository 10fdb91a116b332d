import { toSessionRecord } from '../../lambda/callback/to-session-record.ts';
import { aCallback, type Body } from './callback.ts';

/** A callback's fields, its arrival and its retention. */
export interface RecordOverrides extends Body {
  readonly receivedAt?: string;
  readonly retentionDays?: number;
}

/** Returns the record of a valid callback with new ids. */
export function aSessionRecord({
  receivedAt,
  retentionDays = 90,
  ...overrides
}: RecordOverrides = {}) {
  return toSessionRecord(aCallback(overrides), {
    receivedAtMs: receivedAt === undefined ? Date.now() : Date.parse(receivedAt),
    sourceIp: '203.0.113.9',
    retentionDays,
  });
}
