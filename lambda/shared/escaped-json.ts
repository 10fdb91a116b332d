/**
 * Returns a value as JSON that SQS accepts. SQS refuses U+FFFE and U+FFFF, which JSON allows, so
 * they are escaped here. `JSON.stringify` already escapes the other characters that SQS refuses.
 */
export function escapedJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\ufffe\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16)}`,
  );
}
