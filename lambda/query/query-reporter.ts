import type { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { describeError } from '../shared/safe-logging.ts';
import { type QueryOutcome, queryOutcomes } from './outcome.ts';

/** The facts about one query that are logged. */
export interface QueryReport {
  readonly event: APIGatewayProxyEvent;
  readonly context: Context | undefined;
  readonly outcome: QueryOutcome;
  readonly durationMs: number;
}

/**
 * Returns a function that reports a query in one log line. Of the request, the line holds only the
 * route.
 */
export function queryReporter(logger: Pick<Logger, 'info' | 'warn' | 'error'>) {
  return ({ event, context, outcome, durationMs }: QueryReport): void => {
    logger[queryOutcomes[outcome.name].level]('query', {
      outcome: outcome.name,
      route: event.resource,
      requestId: event.requestContext?.requestId,
      lambdaRequestId: context?.awsRequestId,
      durationMs: Math.round(durationMs * 100) / 100,
      ...('list' in outcome && { records: outcome.list.records.length }),
      ...('problems' in outcome && { problems: outcome.problems }),
      ...('cause' in outcome && { cause: describeError(outcome.cause) }),
    });
  };
}
