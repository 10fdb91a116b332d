/** Returns the text, percent-encoded as Signature Version 4 has it: all that RFC 3986 reserves. */
export function encodeText(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
