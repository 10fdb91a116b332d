import * as v from 'valibot';

/** The routes of the query API, below its URL. */
export const queryRoutes = {
  get: { method: 'GET', path: '/session-records/{uuid}' },
  list: { method: 'GET', path: '/session-records' },
} as const;

const maxLength = 256;
const identifierHint = `must be 1 to ${maxLength} characters`;

/**
 * The schema of a uuid, sessionId or userId to search for. It allows the lengths that a callback
 * may have, counted in the same way.
 */
export const identifierSchema = v.pipe(
  v.string(identifierHint),
  v.check((value) => value !== '' && [...value].length <= maxLength, identifierHint),
  // The same check for JSON Schema.
  v.metadata({ minLength: 1, maxLength }),
);

/** The schema of a moment in the form that `receivedAt` is stored in. */
export const storedMomentSchema = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  v.check((text) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text),
);

const momentHint =
  'must be an ISO 8601 date, or date and time with Z or an offset, such as 2026-01-31T23:59:59.999Z, percent-encoded';

// OpenAPI shows this pattern. It has no named groups, since not every language supports them.
const momentFormat =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d))?$/;

/**
 * The schema of a moment. It takes ISO 8601 and returns the form in which `receivedAt` is stored
 * and compared. A date means its midnight, UTC.
 */
export const momentSchema = v.pipe(
  v.string(momentHint),
  v.regex(momentFormat, momentHint),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const stored = toStoredForm(dataset.value);
    if (stored !== undefined) return stored;
    addIssue({ message: momentHint });
    return NEVER;
  }),
);

/**
 * Returns undefined for a day that its month does not have: `Date` would take it for a day of the
 * next month. Returns undefined too if the offset leads outside the years 0000 to 9999.
 */
function toStoredForm(text: string): string | undefined {
  const date = text.slice(0, 10);
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? '';
  if (!new Date(`${date}T00:00:00Z`).toISOString().startsWith(date)) return undefined;
  // `Date` rounds down, so this rounds up. Stored moments are whole milliseconds, so both bounds
  // stay exact.
  const remainder = /[1-9]/.test(fraction.slice(3)) ? 1 : 0;
  const stored = new Date(Date.parse(text) + remainder).toISOString();
  return /^\d{4}-/.test(stored) ? stored : undefined;
}

const limitHint = 'must be a whole number from 1 to 100';
const orderHint = 'must be newest or oldest';

/** The query parameters of `GET /session-records`, each with the schema of its value. */
export const listParameters = {
  sessionId: v.optional(identifierSchema),
  userId: v.optional(identifierSchema),
  from: v.optional(momentSchema),
  to: v.optional(momentSchema),
  limit: v.optional(
    v.pipe(
      v.string(limitHint),
      v.regex(/^\d{1,3}$/, limitHint),
      v.toNumber(),
      v.number(),
      v.integer(),
      v.minValue(1, limitHint),
      v.maxValue(100, limitHint),
    ),
    '25',
  ),
  order: v.optional(v.picklist(['newest', 'oldest'], orderHint), 'newest'),
  cursor: v.optional(v.string()),
};
