import * as v from 'valibot';

const maxLength = 256;
const hint = `must be 1 to ${maxLength} characters`;

/** The schema of a uuid, sessionId or userId to look for: what the callback may hold, counted as it counts. */
export const identifierSchema = v.pipe(
  v.string(hint),
  v.check((value) => value !== '' && [...value].length <= maxLength, hint),
);
