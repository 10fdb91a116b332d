import * as v from 'valibot';

const hint =
  'must be an ISO 8601 date, or date and time with Z or an offset, such as 2026-01-31T23:59:59.999Z, percent-encoded';

const format =
  /^(?<date>\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))(?<time>T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.(?<fraction>\d{1,9}))?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d))?$/;

/** The schema of a moment: ISO 8601 in, and out comes the form that `receivedAt` is stored and compared in. A date is its midnight, UTC. */
export const momentSchema = v.pipe(
  v.string(hint),
  v.regex(format, hint),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const stored = toStoredForm(dataset.value);
    if (stored !== undefined) return stored;
    addIssue({ message: hint });
    return NEVER;
  }),
);

/** Returns undefined for a day that its month does not have, which Date takes for one of the next month, and where the offset leads out of the years 0000 to 9999. */
function toStoredForm(text: string): string | undefined {
  const { date = '', fraction = '' } = format.exec(text)?.groups ?? {};
  if (!new Date(`${date}T00:00:00Z`).toISOString().startsWith(date)) return undefined;
  // Rounded up, as Date rounds down: nothing is stored within a millisecond, so both bounds stay exact.
  const remainder = /[1-9]/.test(fraction.slice(3)) ? 1 : 0;
  const stored = new Date(Date.parse(text) + remainder).toISOString();
  return /^\d{4}-/.test(stored) ? stored : undefined;
}
