import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { restApi } from '../../bin/local/rest-api.ts';
import { queryHandler } from '../../lambda/query/query-handler.ts';
import { queryRoutes } from '../../lambda/query/request.ts';
import type { SessionRecordReader } from '../../lambda/records/session-record-reader.ts';
import { anHttpServer } from './http-server.ts';

/**
 * Starts the real query API on the records. Its lists lag behind by one read. It closes with the
 * test.
 */
export async function aQueryApi({
  reader,
}: {
  readonly reader: SessionRecordReader;
}): Promise<string> {
  const answer = queryHandler({ reader, report: () => {} });
  const read = new Set<string>();
  const handler = async (
    event: APIGatewayProxyEvent,
    context: Context,
  ): Promise<APIGatewayProxyResult> => {
    const result = await answer(event, context);
    const query = JSON.stringify(event.queryStringParameters);
    const isFirstList = event.resource === queryRoutes.list.path && !read.has(query);
    read.add(query);
    return !isFirstList || result.statusCode !== 200
      ? result
      : { ...result, body: JSON.stringify({ records: [] }) };
  };
  const api = restApi(Object.values(queryRoutes).map((route) => ({ ...route, handler })));
  return anHttpServer((request, response) => void api.emit('request', request, response));
}
