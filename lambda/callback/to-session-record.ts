import { digestOf } from '../records/credential-digest.ts';
import type { SessionRecord } from '../records/session-record.ts';
import type { Callback } from './callback.ts';

/** How and when a callback arrived. */
export interface Arrival {
  /** API Gateway's id of the request. */
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly receivedAtMs: number;
  readonly sourceIp: string;
  /** Days to keep the record, counted from its arrival. */
  readonly retentionDays: number;
}

/**
 * How much of API Gateway's requestId is kept. Eight random hexadecimal digits tell the deliveries
 * of one record apart. The whole id would make a record with many deliveries cost more to write.
 */
const requestIdLength = 8;

/** Returns the record of a callback. */
export function toSessionRecord(callback: Callback, arrival: Arrival): SessionRecord {
  const { uuid, sessionId, userId, providerId, secureLogin, token } = callback;
  return {
    uuid,
    sessionId,
    userId,
    providerId,
    secureLoginSha256: secureLogin === undefined ? undefined : digestOf(secureLogin),
    tokenSha256: token === undefined ? undefined : digestOf(token),
    fingerprint: fingerprintOf(callback),
    receivedAt: new Date(arrival.receivedAtMs).toISOString(),
    sourceIp: arrival.sourceIp,
    requestId: arrival.requestId.slice(0, requestIdLength),
    purgeAt: Math.floor(arrival.receivedAtMs / 1000) + arrival.retentionDays * 24 * 60 * 60,
  };
}

/**
 * Hashes a JSON array. An array keeps the fields apart, whatever they contain. It also tells an
 * absent field (null) from a text.
 */
function fingerprintOf({
  secureLogin,
  providerId,
  sessionId,
  userId,
  token,
  uuid,
}: Callback): string {
  return digestOf(
    JSON.stringify([secureLogin ?? null, providerId, sessionId, userId, token ?? null, uuid]),
  );
}
