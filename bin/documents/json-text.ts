/** Returns a document's text, as its file holds it. */
export function jsonText(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
