import type * as v from 'valibot';
import { describe, expectTypeOf, it } from 'vitest';
import type { problemSchema, recordListSchema } from '../../../bin/documents/answer-schemas.ts';
import type {
  sessionRecordDetailsSchema,
  sessionRecordRowSchema,
} from '../../../lambda/records/session-record-schemas.ts';
import type { Problem } from '../../../lib/client/problem.ts';
import type {
  RecordList,
  SessionRecordDetails,
  SessionRecordRow,
} from '../../../lib/client/session-record.ts';

type Output<Schema extends v.GenericSchema> = Readonly<v.InferOutput<Schema>>;

describe("the client's types", () => {
  it('match the output of the schemas, field by field', () => {
    expectTypeOf<Output<typeof sessionRecordRowSchema>>().toEqualTypeOf<SessionRecordRow>();
    expectTypeOf<keyof Output<typeof sessionRecordDetailsSchema>>().toEqualTypeOf<
      keyof SessionRecordDetails
    >();
    expectTypeOf<keyof Output<typeof recordListSchema>>().toEqualTypeOf<keyof RecordList>();
    expectTypeOf<Output<typeof problemSchema>>().toEqualTypeOf<Problem>();
  });
});
