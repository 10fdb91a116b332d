/**
 * Returns a value as JSON of which every later stage takes each character. SQS refuses U+FFFE and U+FFFF, which JSON may escape; the
 * others that it refuses are escaped by `JSON.stringify` already.
 */
export function escapedJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\ufffe\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16)}`,
  );
}
