/** Returns a document as the text of its file. */
export function jsonText(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
