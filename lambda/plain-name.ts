const plainName = /^[\w.-]{1,64}$/;

/** Returns a name that a caller chose, or a stand-in unless it looks like a name: it may be logged and answered. */
export function toPlainName(name: string): string {
  return plainName.test(name) ? name : '(not a plain name)';
}
