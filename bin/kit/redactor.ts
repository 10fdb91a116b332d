import { oneLine } from './visible.ts';

/** Removes secrets from texts that an endpoint sent. */
export interface Redactor {
  /** Adds a value that must not be printed. */
  add(secret: string): void;
  /** Returns the text in one line, without secrets and control characters. */
  conceal(text: string): string;
}

const startLength = 36;

/** Returns a redactor without secrets. */
export function redactor(): Redactor {
  const secrets = new Set<string>();
  return {
    add(secret) {
      if (secret === '') return;
      // The start too, since an answer may cut a long value off.
      for (const part of [secret, secret.slice(0, startLength)]) {
        secrets.add(part);
        // The value as it stands inside a JSON text.
        secrets.add(JSON.stringify(part).slice(1, -1));
      }
    },
    conceal(text) {
      // The longest first, since one secret may be part of another.
      const all = [...secrets].sort((one, other) => other.length - one.length);
      const concealed = all.reduce((rest, secret) => rest.replaceAll(secret, '[concealed]'), text);
      return oneLine(concealed);
    },
  };
}
