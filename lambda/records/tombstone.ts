import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { SessionRecord } from './session-record.ts';

type Item = Readonly<Record<string, AttributeValue>>;

/**
 * The shortest life of a tombstone, in seconds. A message may wait 14 days on the overflow queue,
 * 14 days as a dead letter, and 14 days on the queue again after a redrive.
 */
const minTombstoneSeconds = 42 * 24 * 60 * 60;

/**
 * How many hexadecimal digits of the fingerprint a tombstone keeps. Other content differs in them
 * 65,535 times out of 65,536. They are too few to prove a guess about whose record it was.
 */
const keptDigits = 4;

/** Returns the tombstone of a stored record. It keeps the uuid, and none of the content. */
export function toTombstone(record: Item, nowMs: number): Record<string, AttributeValue> {
  const { uuid, purgeAt, fingerprint } = record;
  const shortest = Math.ceil(nowMs / 1000) + minTombstoneSeconds;
  return {
    uuid: { S: uuid?.S ?? '' },
    purgeAt: { N: String(Math.max(Number(purgeAt?.N), shortest)) },
    erasedAt: { S: new Date(nowMs).toISOString() },
    fingerprintStart: { S: (fingerprint?.S ?? '').slice(0, keptDigits) },
  };
}

/**
 * Returns whether an item is the tombstone of a record with the same content as this one. Returns
 * undefined if the item is no tombstone.
 */
export function isTombstoneOf({ fingerprint }: SessionRecord, item: Item): boolean | undefined {
  const start = item['fingerprintStart']?.S;
  if (item['erasedAt'] === undefined || start?.length !== keptDigits) return undefined;
  return fingerprint.startsWith(start);
}
