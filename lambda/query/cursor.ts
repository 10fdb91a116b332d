import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { RecordPosition, RecordSelection } from '../records/record-list.ts';
import { identifierSchema, storedMomentSchema } from './request.ts';

const cursorSchema = v.pipe(
  v.string(),
  v.transform((cursor) => Buffer.from(cursor, 'base64url').toString()),
  v.parseJson(),
  v.strictTuple([storedMomentSchema, identifierSchema, v.string()]),
);

/**
 * Returns a cursor: an opaque text that holds where a page of that selection ends.
 *
 * Its digest reveals a damaged cursor, and a cursor of another query. The digest is no secret, so a
 * caller can make a cursor by hand. That gains nothing: the query decides whose records are read,
 * never the cursor. A made-up cursor only starts the same query elsewhere.
 */
export function toCursor(selection: RecordSelection, { receivedAt, uuid }: RecordPosition): string {
  const text = JSON.stringify([receivedAt, uuid, digest(selection, receivedAt, uuid)]);
  return Buffer.from(text).toString('base64url');
}

/**
 * Returns where the cursor's page ended. Returns undefined unless the text is exactly the cursor
 * that we would make for that position.
 */
export function fromCursor(selection: RecordSelection, cursor: string): RecordPosition | undefined {
  const { success, output } = v.safeParse(cursorSchema, cursor, { abortPipeEarly: true });
  if (!success) return undefined;
  const [receivedAt, uuid] = output;
  const position = { receivedAt, uuid };
  const isOurs = isWithin(selection, receivedAt) && uuid.isWellFormed();
  return isOurs && toCursor(selection, position) === cursor ? position : undefined;
}

/** DynamoDB refuses to start outside the range of the query. */
function isWithin({ from = '', to }: RecordSelection, receivedAt: string): boolean {
  return receivedAt >= from && (to === undefined || receivedAt < to);
}

function digest(selection: RecordSelection, receivedAt: string, uuid: string): string {
  const { index, value, from = null, to = null, order } = selection;
  return createHash('sha256')
    .update(JSON.stringify([index, value, from, to, order, receivedAt, uuid]))
    .digest('base64url');
}
