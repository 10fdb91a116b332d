import { createHash } from 'node:crypto';
import type { Recorded } from './recorded.ts';

const kept = ['uuid', 'sessionId', 'userId', 'providerId', 'secureLogin'] as const;

/** Whether the record holds the callback's fields exactly as they were sent. */
export function hasContent({ callback, record }: Recorded): boolean {
  return kept.every((field) => record[field] === callback[field]);
}

/** Whether the record holds the SHA-256 of the token, and the token nowhere. */
export function hasTokenDigest({ callback: { token }, record }: Recorded): boolean {
  if (token === undefined) return record.tokenSha256 === undefined;
  const digest = createHash('sha256').update(token).digest('hex');
  const isKept = JSON.stringify(record).includes(JSON.stringify(token).slice(1, -1));
  return record.tokenSha256 === digest && !isKept;
}

/** Whether the record counts each delivery that was answered as accepted, and none that was never sent. */
export function isCounted({ accepted, sent, record }: Recorded): boolean {
  return record.deliveries >= accepted && record.deliveries <= sent;
}
