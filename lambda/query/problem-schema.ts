import * as v from 'valibot';
import type { Problem } from './problem.ts';

/** The schema of an error's body. */
export const problemSchema = v.object({
  type: v.pipe(v.string(), v.description('about:blank: the problem is what the status says')),
  title: v.string(),
  status: v.pipe(v.number(), v.integer(), v.description('The HTTP status, once more')),
  detail: v.pipe(v.string(), v.description('What was wrong and what is accepted; never quotes a value')),
}) satisfies v.GenericSchema<Problem>;
