/**
 * Characters that a terminal obeys, or that nobody sees: controls, line separators, bidi and
 * zero-width characters, lone surrogates. `\p{Cf}` holds the bidi ones.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Returns the text with a `�` in place of each character that a terminal obeys or hides. */
export function visible(text: string): string {
  return text.replaceAll(invisible, '�');
}

/** Returns the text in one line. A run of line breaks or invisible characters becomes a space. */
export function oneLine(text: string): string {
  return text.replaceAll(new RegExp(`(?:${invisible.source})+`, 'gu'), ' ').trim();
}

/** Returns the text with line breaks as they are, and a `�` for every other such character. */
export function visibleLines(text: string): string {
  return text.replaceAll(invisible, (character) => (character === '\n' ? '\n' : '�'));
}

/** Returns a JSON text that means the same, with invisible characters as `\u` escapes. */
export function visibleJson(json: string): string {
  return json.replaceAll(invisible, (character) =>
    character === '\n' ? '\n' : toEscape(character),
  );
}

function toEscape(character: string): string {
  const units = character.split('').map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'));
  return units.map((unit) => `\\u${unit}`).join('');
}
