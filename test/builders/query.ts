import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { tableName } from '../../bin/local/embedded-dynamodb.ts';
import { type QueryHandlerProps, queryHandler } from '../../lambda/query/query-handler.ts';
import { queryReporter } from '../../lambda/query/query-reporter.ts';
import { dynamoDbSessionRecordReader } from '../../lambda/records/session-record-reader.ts';
import { aLineCapture } from './line-capture.ts';
import { aContext, aGetEvent, aListEvent } from './proxy-event.ts';
import { anEmbeddedStore } from './receiver.ts';

/** Starts the query's Middy chains on an embedded DynamoDB. The real logger's lines are kept. */
export async function aQuery(overrides: Partial<QueryHandlerProps> = {}) {
  const embedded = await anEmbeddedStore();
  const reader = dynamoDbSessionRecordReader({
    client: embedded.client,
    tableName,
    readBudgetMs: 20_000,
  });
  return { ...embedded, reader, ...aQueryHandler({ reader, ...overrides }) };
}

/** Returns the query's Middy chains on a reader. The real logger's lines are kept. */
export function aQueryHandler(
  props: Pick<QueryHandlerProps, 'reader'> & Partial<QueryHandlerProps>,
) {
  const { lines, console } = aLineCapture();
  const logger = new Logger({ serviceName: 'session-expired', logLevel: 'TRACE' });
  Object.assign(logger, { console });
  const handler = queryHandler({ report: queryReporter(logger), ...props });
  const sendEvent = async (event: APIGatewayProxyEvent) => {
    const { statusCode, headers, body } = await handler(event, aContext());
    return { statusCode, headers, body: JSON.parse(body) };
  };
  return {
    lines,
    logged: () => lines.map((line) => JSON.parse(line)),
    sendEvent,
    get: (uuid: string) => sendEvent(aGetEvent(encodeURIComponent(uuid))),
    list: (parameters: Parameters<typeof aListEvent>[0]) => sendEvent(aListEvent(parameters)),
  };
}
