import type * as v from 'valibot';
import { describe, expectTypeOf, it } from 'vitest';
import type { problemSchema, recordListSchema } from '../../../bin/documents/answer-schemas.ts';
import type { RecordList } from '../../../lambda/query/outcome.ts';
import type * as lambda from '../../../lambda/records/session-record.ts';
import type { Problem } from '../../../lib/client/problem.ts';
import type { SessionExpiredEvent } from '../../../lib/client/session-expired-event.ts';
import type * as client from '../../../lib/client/session-record.ts';
import type { sessionExpiredEventSchema } from '../../../lib/events/session-expired-event.ts';

/** The client is a package of its own, so it states these types again. */
describe("the client's types are the service's", () => {
  it('for a row and a whole record', () => {
    expectTypeOf<client.SessionRecordRow>().toEqualTypeOf<lambda.SessionRecordRow>();
    expectTypeOf<client.SessionRecordDetails>().toEqualTypeOf<lambda.SessionRecordDetails>();
  });

  it('for a page of a list', () => {
    expectTypeOf<client.RecordList>().toEqualTypeOf<RecordList>();
    expectTypeOf<v.InferOutput<typeof recordListSchema>>().toExtend<RecordList>();
    expectTypeOf<keyof RecordList>().toEqualTypeOf<keyof typeof recordListSchema.entries>();
  });

  it('for a problem and an event', () => {
    expectTypeOf<Problem>().toEqualTypeOf<Readonly<v.InferOutput<typeof problemSchema>>>();
    expectTypeOf<SessionExpiredEvent>().toExtend<v.InferOutput<typeof sessionExpiredEventSchema>>();
    expectTypeOf<v.InferOutput<typeof sessionExpiredEventSchema>>().toExtend<SessionExpiredEvent>();
  });
});
