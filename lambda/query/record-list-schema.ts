import * as v from 'valibot';
import { sessionRecordRowSchema } from '../records/session-record-row-schema.ts';
import type { RecordList } from './record-list.ts';

/** The schema of a list's page. */
export const recordListSchema = v.object({
  records: v.array(sessionRecordRowSchema),
  nextCursor: v.optional(
    v.pipe(v.string(), v.description('Leads to the next page of the same list; absent on the last page')),
  ),
}) satisfies v.GenericSchema<RecordList>;
