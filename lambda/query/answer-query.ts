import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { SessionRecordReader } from '../records/session-record-reader.ts';
import { answer } from './answer.ts';
import { catchErrors } from './catch-errors.ts';
import type { GetEvent } from './get-event.ts';
import { getRecord } from './get-record.ts';
import type { ListEvent } from './list-event.ts';
import { listRecords } from './list-records.ts';
import type { QueryOutcome } from './outcome.ts';
import type { QueryReport } from './report-query.ts';
import { queryRoutes } from './routes.ts';
import { validateList } from './validate-list.ts';
import { validateUuid } from './validate-uuid.ts';

export interface AnswerQueryProps {
  readonly reader: SessionRecordReader;
  /** Is told of each query once its outcome is known. */
  readonly report: (report: QueryReport) => void;
}

/**
 * Returns the Lambda handler for the query API's routes: for each, a Middy chain that leads from API Gateway's event to an outcome,
 * which is then reported and answered.
 *
 * The chains' order: what they throw is caught whatever throws it, and only what is valid reaches the table. A step that
 * refuses ends the chain with its outcome.
 */
export function answerQuery({ reader, report }: AnswerQueryProps) {
  const decideGet = middy<APIGatewayProxyEvent, QueryOutcome>()
    .use(catchErrors())
    .use(validateUuid())
    .handler<GetEvent, QueryOutcome>(getRecord(reader));
  const decideList = middy<APIGatewayProxyEvent, QueryOutcome>()
    .use(catchErrors())
    .use(validateList())
    .handler<ListEvent, QueryOutcome>(listRecords(reader));

  return async (event: APIGatewayProxyEvent, context: Context): Promise<APIGatewayProxyResult> => {
    const startedAt = performance.now();
    const outcome =
      event.resource === queryRoutes.list.path
        ? await decideList(event as ListEvent, context)
        : await decideGet(event as GetEvent, context);
    report({ event, context, outcome, durationMs: performance.now() - startedAt });
    return answer(outcome);
  };
}
