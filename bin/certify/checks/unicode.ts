import type { Fields } from '../bench.ts';
import { checkDeliveries, type Group } from '../group.ts';

/**
 * Composed and decomposed letters, right-to-left text, joined characters, and characters that need
 * more than 16 bits.
 */
const text = 'Zoë e\u0301 Жанна שלום 東京 🎰👩‍👩‍👧';

/** Checks text of several scripts, once as characters and once as JSON escapes. */
export const unicode: Group = {
  name: 'Unicode',
  check(bench) {
    const accepted = (check: string, toBody: (callback: Fields) => string) => {
      const plain = bench.callbacks.make();
      const callback = {
        ...plain,
        sessionId: `${plain.sessionId} ${text}`,
        userId: `${plain.userId} ${text}`,
        token: `${plain.token} ${text}`,
      };
      return { check, expected: bench.expect.accepted, callback, body: toBody(callback) };
    };
    return checkDeliveries(bench, [
      accepted('as UTF-8', (callback) => JSON.stringify(callback)),
      accepted('as \\u escapes', (callback) => escapeNonAscii(JSON.stringify(callback))),
    ]);
  },
};

function escapeNonAscii(json: string): string {
  return json.replace(
    /[^ -~]/g,
    (codeUnit) => `\\u${codeUnit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
