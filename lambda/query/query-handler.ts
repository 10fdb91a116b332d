import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { SessionRecordReader } from '../records/session-record-reader.ts';
import { catchErrors } from '../shared/catch-errors.ts';
import { reportSafely } from '../shared/safe-logging.ts';
import { answer } from './answer.ts';
import type { QueryOutcome } from './outcome.ts';
import type { QueryReport } from './query-reporter.ts';
import { type GetEvent, type ListEvent, recordListing, recordLookup } from './record-queries.ts';
import { queryRoutes } from './request.ts';
import { validateList } from './validate-list.ts';
import { validateUuid } from './validate-uuid.ts';

export interface QueryHandlerProps {
  readonly reader: SessionRecordReader;
  /** Receives each query once its outcome is known. */
  readonly report: (report: QueryReport) => void;
}

/**
 * Returns the Lambda handler for the query API's routes. For each route, a Middy chain turns API
 * Gateway's event into an outcome. The handler then reports the outcome and answers it.
 *
 * The chains' order: errors are caught first. Only a valid request reaches the table. A step that
 * refuses ends the chain with its outcome.
 */
export function queryHandler({ reader, report }: QueryHandlerProps) {
  const decideGet = middy<APIGatewayProxyEvent, QueryOutcome>()
    .use(catchErrors())
    .use(validateUuid())
    .handler(recordLookup(reader));
  const decideList = middy<APIGatewayProxyEvent, QueryOutcome>()
    .use(catchErrors())
    .use(validateList())
    .handler(recordListing(reader));

  return async (given: APIGatewayProxyEvent, context?: Context): Promise<APIGatewayProxyResult> => {
    const startedAt = performance.now();
    // A ping may send null.
    const event = given ?? {};
    const outcome =
      event.resource === queryRoutes.list.path
        ? await decideList(event as ListEvent, context as Context)
        : await decideGet(event as GetEvent, context as Context);
    const durationMs = performance.now() - startedAt;
    reportSafely(() => report({ event, context, outcome, durationMs }));
    return answer(outcome);
  };
}
