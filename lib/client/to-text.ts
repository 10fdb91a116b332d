import { InvalidQueryError } from './errors.ts';

/*
 * These functions turn a caller's parameters into texts that a URL can hold. Each throws an
 * InvalidQueryError that names the parameter and never quotes its value. Only the API limits the
 * length of a text and the size of a number.
 */

/** Returns a text as it is. */
export function toText(name: string, value: unknown): string {
  // UTF-8 cannot hold half a surrogate pair.
  if (typeof value === 'string' && !/\p{Surrogate}/u.test(value)) return value;
  throw invalid(name, 'must be valid Unicode text');
}

/**
 * Returns a text that can be a segment of a path. `.` and `..` cannot: they mean the path itself
 * and the one above.
 */
export function toSegment(name: string, value: unknown): string {
  if (!['', '.', '..'].includes(value as string)) return toText(name, value);
  throw invalid(name, 'must be one that a URL can hold');
}

/** Returns a moment in ISO 8601. */
export function toMoment(name: string, value: unknown): string {
  if (!(value instanceof Date)) return toText(name, value);
  if (!Number.isNaN(value.getTime())) return value.toISOString();
  throw invalid(name, 'must be a valid Date');
}

/** Returns a number in digits. */
export function toPageSize(name: string, value: unknown): string {
  if (typeof value === 'number') return String(value);
  throw invalid(name, 'must be a number');
}

function invalid(name: string, rule: string): InvalidQueryError {
  return new InvalidQueryError({ title: 'Bad Request', detail: `${name} ${rule}` });
}
