import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  type AttributeValue,
  type ConsumedCapacity,
  type DynamoDBClient,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { callbackHandler } from '../../lambda/callback/callback-handler.ts';
import { callbackReporter } from '../../lambda/callback/callback-reporter.ts';
import { toPartner } from '../../lambda/callback/partner.ts';
import { dynamoDbSessionRecordStore } from '../../lambda/records/session-record-store.ts';
import { tableLayout } from '../../lambda/records/table-layout.ts';
import { restApiEvent } from '../../lambda/shared/rest-api-event.ts';
import type { commonFields } from '../../lib/shared/logged-rest-api.ts';

/** The resources that one callback consumes. */
export interface Consumption {
  readonly tableWriteUnits: number;
  /** The sum over all indexes. */
  readonly indexWriteUnits: number;
  /** Bytes of the Lambda's log line, which includes the metrics. */
  readonly logBytes: number;
  /** Bytes that the record adds to the table and its indexes, with DynamoDB's overhead. */
  readonly storedBytes: number;
}

/** The two deliveries that are measured. */
export type Delivery = 'new' | 'retransmission';

/** The table that the callbacks are written to. */
const tableName = 'SessionRecords';
const partner = { secureLogin: 'operator-login', providerId: 'Luckymonaco' };
const context = { awsRequestId: randomUUID() } as Context;

/**
 * Runs the real chain on an embedded DynamoDB and resolves to what a callback consumes. The
 * embedded DynamoDB counts a table's capacity only. An index's capacity follows by DynamoDB's rule
 * from its entry before and after.
 *
 * @param client the client of a DynamoDB with an empty table `tableName`
 */
export async function measureConsumption(
  client: DynamoDBClient,
): Promise<Record<Delivery, Consumption>> {
  const consumed = countCapacity(client);
  const { handler, lines } = aReceiver(client);
  const event = anEvent();
  const deliver = async (): Promise<Consumption> => {
    consumed.length = lines.length = 0;
    const before = await readEntries(client);
    await handler(structuredClone(event), context);
    const after = await readEntries(client);
    const [table = [], ...indexes] = after.map((entry, i) => [before[i], entry] as const);
    return {
      tableWriteUnits: sum(consumed.map(({ CapacityUnits = 0 }) => CapacityUnits)),
      indexWriteUnits: sum(indexes.map(([was, is]) => indexWriteUnits(was, is))),
      logBytes: Buffer.byteLength(lines.join('')),
      storedBytes:
        table[0] === undefined ? sum(after.map((entry) => sizeOf(entry) + itemOverhead)) : 0,
    };
  };
  return { new: await deliver(), retransmission: await deliver() };
}

type Entry = Record<string, AttributeValue> | undefined;

/** Resolves to the one record, first from the table and then from each index. */
function readEntries(client: DynamoDBClient): Promise<Entry[]> {
  const names = [undefined, ...Object.keys(tableLayout.indexes)];
  return Promise.all(
    names.map(async (IndexName) => {
      const { Items } = await client.send(new ScanCommand({ TableName: tableName, IndexName }));
      return Items?.[0];
    }),
  );
}

/**
 * Returns an index's write units: 0 for an unchanged entry, else one for each started KB. Keys
 * never change here, which would cost two writes. The source is the DynamoDB Developer Guide,
 * "Global secondary indexes", provisioned throughput considerations.
 */
function indexWriteUnits(was: Entry, is: Entry): number {
  return isDeepStrictEqual(was, is) ? 0 : Math.ceil(Math.max(sizeOf(was), sizeOf(is)) / 1024);
}

/**
 * DynamoDB bills 100 bytes more for each item of a table or an index (its pricing page, data
 * storage).
 */
const itemOverhead = 100;

function sizeOf(entry: Entry): number {
  return sum(
    Object.entries(entry ?? {}).map(
      ([name, { S, N = '' }]) => name.length + Buffer.byteLength(S ?? N),
    ),
  );
}

function countCapacity(client: DynamoDBClient): ConsumedCapacity[] {
  const consumed: ConsumedCapacity[] = [];
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next({
        ...args,
        input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' },
      });
      const { ConsumedCapacity } = result.output as { ConsumedCapacity?: ConsumedCapacity };
      if (ConsumedCapacity !== undefined && context.commandName === 'UpdateItemCommand')
        consumed.push(ConsumedCapacity);
      return result;
    },
    { step: 'initialize' },
  );
  return consumed;
}

function aReceiver(client: DynamoDBClient) {
  const lines: string[] = [];
  const handler = callbackHandler({
    store: dynamoDbSessionRecordStore({ client, tableName, writeBudgetMs: 20_000 }),
    partners: [toPartner(partner)],
    requestFields: '2024-10-17',
    errorCodes: '2024-10-17',
    retentionDays: 180,
    report: callbackReporter({ stage: 'prod', write: (line) => void lines.push(`${line}\n`) }),
  });
  return { handler, lines };
}

/** A callback with ids as long as the provider's examples. */
function anEvent(): APIGatewayProxyEvent {
  const hex = '6fd2d6f3bb8f4c5a9fadf15d81206af2';
  return restApiEvent({
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...partner, sessionId: hex, userId: '123456', token: hex, uuid: hex }),
    requestId: randomUUID(),
    requestTimeEpoch: Date.now(),
    sourceIp: '203.0.113.7',
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Values as long as API Gateway's own. */
const accessLogValues: Record<keyof typeof commonFields | 'path', string> = {
  service: 'session-expired',
  stage: 'prod',
  requestTime: '1729166400000',
  requestId: '3f6e1f2e-6a5c-4d0d-9a55-1c9f5d8a7b11',
  sourceIp: '203.0.113.7',
  method: 'POST',
  path: '/prod/V4/SessionExpired',
  status: '200',
  responseLength: '37',
  responseLatency: '12',
  integrationStatus: '200',
  integrationLatency: '10',
  errorType: '-',
};

/**
 * Lambda's own log lines for each invocation at its default level (AWS Lambda Developer Guide,
 * "Using JSON format").
 */
const lambdaLines = [
  '{"time":"2024-10-17T12:00:00.000Z","type":"platform.start",' +
    '"record":{"requestId":"3f6e1f2e-6a5c-4d0d-9a55-1c9f5d8a7b11","version":"$LATEST"}}',
  '{"time":"2024-10-17T12:00:00.009Z","type":"platform.report",' +
    '"record":{"requestId":"3f6e1f2e-6a5c-4d0d-9a55-1c9f5d8a7b11","metrics":{"durationMs":8.123,' +
    '"billedDurationMs":9,"memorySizeMB":512,"maxMemoryUsedMB":98},"status":"success"}}',
];

/** Bytes that API Gateway and Lambda log for a callback on their own. */
export const platformLogBytes = [JSON.stringify(accessLogValues), ...lambdaLines].join('\n').length;
