import { InvalidQueryError } from './errors.ts';

/*
 * What a caller asks for, as texts that a URL can hold. Each function throws an InvalidQueryError that names the parameter and never
 * quotes it. How long a text and how large a number may be is the API's to say.
 */

/** Returns a text as it is. */
export function toText(name: string, value: unknown): string {
  // Half a surrogate pair has no UTF-8.
  if (typeof value === 'string' && !/\p{Surrogate}/u.test(value)) return value;
  throw invalid(name, 'must be valid Unicode text');
}

/** Returns a text that can be a segment of a path, which `.` and `..` cannot: they mean the path itself and the one above. */
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
