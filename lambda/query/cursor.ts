import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { RecordPosition, RecordSelection } from '../records/session-record-reader.ts';

const cursorSchema = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const text = Buffer.from(dataset.value, 'base64url');
    // Node skips what is no base64url; a cursor is only what it would write itself.
    if (text.toString('base64url') === dataset.value) return text.toString();
    addIssue({ message: 'must be base64url' });
    return NEVER;
  }),
  v.parseJson(),
  v.strictTuple([v.string(), v.string(), v.string()]),
);

/**
 * Returns a cursor: where a page of that selection ends, in a text that is nobody's business to read.
 *
 * The digest that it carries tells a damaged cursor, and one of another query. It is no secret and keeps nobody from making a cursor
 * by hand. That gains nothing: whose records are read is the query's to say, never the cursor's, so a made one can only
 * start the same query elsewhere.
 */
export function toCursor(selection: RecordSelection, { receivedAt, uuid }: RecordPosition): string {
  const text = JSON.stringify([receivedAt, uuid, digest(selection, receivedAt, uuid)]);
  return Buffer.from(text).toString('base64url');
}

/** Returns where the cursor's page ended, or undefined if it is damaged or of another query. */
export function fromCursor(selection: RecordSelection, cursor: string): RecordPosition | undefined {
  const { success, output } = v.safeParse(cursorSchema, cursor, { abortPipeEarly: true });
  if (!success) return undefined;
  const [receivedAt, uuid, digested] = output;
  return digested === digest(selection, receivedAt, uuid) ? { receivedAt, uuid } : undefined;
}

function digest(selection: RecordSelection, receivedAt: string, uuid: string): string {
  const { index, value, from = null, to = null, order } = selection;
  return createHash('sha256')
    .update(JSON.stringify([index, value, from, to, order, receivedAt, uuid]))
    .digest('base64url');
}
