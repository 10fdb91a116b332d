import * as v from 'valibot';
import { identifierSchema } from './identifier.ts';
import { momentSchema } from './moment.ts';

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
      v.integer(),
      v.minValue(1, limitHint),
      v.maxValue(100, limitHint),
    ),
    '25',
  ),
  order: v.optional(v.picklist(['newest', 'oldest'], orderHint), 'newest'),
  cursor: v.optional(v.string()),
};
