import * as v from 'valibot';
import { errorCodeSets } from '../../lambda/callback/answer.ts';
import { sessionRecordRowSchema } from '../../lambda/records/session-record.ts';

const codes = [...new Set(Object.values(errorCodeSets).flatMap((set) => Object.values(set)))];

/** The schema of an answer to a callback. Documents and tests check answers against it. */
export const answerSchema = v.object({
  error: v.pipe(
    v.picklist(codes),
    v.description('0 when the record is durable; else a code of the set that the stage is set to'),
  ),
  description: v.pipe(v.string(), v.maxLength(256)),
});

/** The schema of an error's body on the query API. */
export const problemSchema = v.object({
  type: v.pipe(v.string(), v.description('about:blank: the problem is what the status says')),
  title: v.string(),
  status: v.pipe(v.number(), v.integer(), v.description('The HTTP status, once more')),
  detail: v.pipe(
    v.string(),
    v.description('What was wrong and what is accepted; never quotes a value'),
  ),
});

/** The schema of one page of a list on the query API. */
export const recordListSchema = v.object({
  records: v.array(sessionRecordRowSchema),
  nextCursor: v.optional(
    v.pipe(
      v.string(),
      v.description('Leads to the next page of the same list; absent on the last page'),
    ),
  ),
});
