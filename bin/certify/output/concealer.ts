/** Keeps what must not be printed out of texts that an endpoint sent. */
export interface Concealer {
  /** Remembers a value that must not be printed. */
  add(secret: string): void;
  /** Returns the text on one line, without secrets and without a terminal's control characters. */
  conceal(text: string): string;
}

const startLength = 36;

/** Returns a concealer that knows no secret yet. */
export function concealer(): Concealer {
  const secrets = new Set<string>();
  return {
    add(secret) {
      if (secret === '') return;
      // Its start, since a long one may come back cut off.
      for (const part of [secret, secret.slice(0, startLength)]) {
        secrets.add(part);
        // As it stands inside a JSON text.
        secrets.add(JSON.stringify(part).slice(1, -1));
      }
    },
    conceal(text) {
      // The longest first: one may be a part of another.
      const all = [...secrets].sort((one, other) => other.length - one.length);
      const concealed = all.reduce((rest, secret) => rest.replaceAll(secret, '[concealed]'), text);
      return concealed.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();
    },
  };
}
