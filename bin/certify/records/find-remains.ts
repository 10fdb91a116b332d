import type { Fields } from '../bench.ts';
import type { SessionRecords } from './session-records.ts';

/** Resolves to whether anything was recorded of a callback: under its uuid or, where it has none that could be a key, its session or user. */
export async function findRemains(source: SessionRecords, callback: Fields): Promise<boolean> {
  const { uuid, sessionId, userId } = callback;
  if (isKey(uuid)) return (await source.get(uuid)) !== undefined;
  if (isKey(sessionId)) return hasAny(source.bySession(sessionId));
  return isKey(userId) && hasAny(source.byUser(userId));
}

function isKey(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 256;
}

async function hasAny(list: AsyncIterable<unknown>): Promise<boolean> {
  for await (const _ of list) return true;
  return false;
}
