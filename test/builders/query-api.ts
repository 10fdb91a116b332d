import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { restApi } from '../../bin/local/rest-api.ts';
import { queryHandler } from '../../lambda/query/query-handler.ts';
import { queryRoutes } from '../../lambda/query/request.ts';
import type { SessionRecordReader } from '../../lambda/records/session-record-reader.ts';
import { anHttpServer } from './http-server.ts';

type Fields = { readonly [field: string]: unknown };

/** The parts of a query API that are broken on purpose. */
export interface QueryApiFault {
  /** Changes each record before it is shown. */
  readonly show?: (record: Fields) => Fields;
  /** How often a list shows each record. */
  readonly copies?: number;
}

/**
 * Starts the real query API on the records, with a fault or without. Its lists lag behind by one
 * read. It closes with the test.
 */
export async function aQueryApi(
  { reader }: { readonly reader: SessionRecordReader },
  { show = (record) => record, copies = 1 }: QueryApiFault = {},
): Promise<string> {
  const answer = queryHandler({ reader, report: () => {} });
  const read = new Set<string>();
  const distort = (body: Fields, query: string): Fields => {
    if (!Array.isArray(body['records'])) return show(body);
    const isFresh = read.has(query);
    read.add(query);
    return {
      records: isFresh ? body['records'].flatMap((record) => Array(copies).fill(record)) : [],
    };
  };
  const handler = async (
    event: APIGatewayProxyEvent,
    context: Context,
  ): Promise<APIGatewayProxyResult> => {
    const query = JSON.stringify(event.queryStringParameters);
    const result = await answer(event, context);
    if (result.statusCode !== 200) return result;
    return { ...result, body: JSON.stringify(distort(JSON.parse(result.body), query)) };
  };
  const api = restApi(Object.values(queryRoutes).map((route) => ({ ...route, handler })));
  return anHttpServer((request, response) => void api.emit('request', request, response));
}
