import type * as v from 'valibot';
import { describe, expectTypeOf, it } from 'vitest';
import type { Problem } from '../../../lambda/query/problem.ts';
import type { problemSchema } from '../../../lambda/query/problem-schema.ts';
import type { RecordList } from '../../../lambda/query/record-list.ts';
import type { recordListSchema } from '../../../lambda/query/record-list-schema.ts';
import type { SessionRecordDetails } from '../../../lambda/records/session-record-details.ts';
import type { sessionRecordDetailsSchema } from '../../../lambda/records/session-record-details-schema.ts';
import type { SessionRecordRow } from '../../../lambda/records/session-record-row.ts';
import type { sessionRecordRowSchema } from '../../../lambda/records/session-record-row-schema.ts';

type Output<Schema extends v.GenericSchema> = Readonly<v.InferOutput<Schema>>;

describe("the client's types", () => {
  it('are what the schemas let through, field by field', () => {
    expectTypeOf<Output<typeof sessionRecordRowSchema>>().toEqualTypeOf<SessionRecordRow>();
    expectTypeOf<keyof Output<typeof sessionRecordDetailsSchema>>().toEqualTypeOf<
      keyof SessionRecordDetails
    >();
    expectTypeOf<keyof Output<typeof recordListSchema>>().toEqualTypeOf<keyof RecordList>();
    expectTypeOf<Output<typeof problemSchema>>().toEqualTypeOf<Problem>();
  });
});
