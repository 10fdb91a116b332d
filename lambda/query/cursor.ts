import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { RecordPosition, RecordSelection } from '../records/session-record-reader.ts';
import { identifierSchema, storedMomentSchema } from './request.ts';

const cursorSchema = v.pipe(
  v.string(),
  v.transform((cursor) => Buffer.from(cursor, 'base64url').toString()),
  v.parseJson(),
  v.strictTuple([storedMomentSchema, identifierSchema, v.string()]),
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

/** Returns where the cursor's page ended, or undefined unless it is the cursor that we would make of that position. */
export function fromCursor(selection: RecordSelection, cursor: string): RecordPosition | undefined {
  const { success, output } = v.safeParse(cursorSchema, cursor, { abortPipeEarly: true });
  if (!success) return undefined;
  const [receivedAt, uuid] = output;
  const position = { receivedAt, uuid };
  const isOurs = isWithin(selection, receivedAt) && uuid.isWellFormed();
  return isOurs && toCursor(selection, position) === cursor ? position : undefined;
}

/** DynamoDB refuses to start outside of the range that it is asked for. */
function isWithin({ from = '', to }: RecordSelection, receivedAt: string): boolean {
  return receivedAt >= from && (to === undefined || receivedAt < to);
}

function digest(selection: RecordSelection, receivedAt: string, uuid: string): string {
  const { index, value, from = null, to = null, order } = selection;
  return createHash('sha256')
    .update(JSON.stringify([index, value, from, to, order, receivedAt, uuid]))
    .digest('base64url');
}
