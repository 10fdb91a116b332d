import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { startEmbeddedDynamoDb, tableName } from '../../bin/local/embedded-dynamodb.ts';
import { toCursor } from '../../lambda/query/cursor.ts';
import { queryHandler } from '../../lambda/query/query-handler.ts';
import { dynamoDbSessionRecordReader } from '../../lambda/records/session-record-reader.ts';
import { aContext, aListEvent } from '../builders/proxy-event.ts';
import { aSessionRecord } from '../builders/session-record.ts';

/** A page of the player's list. */
export interface Page {
  readonly page: 'first' | 'middle';
  /** The query for the page. */
  readonly event: APIGatewayProxyEvent;
  /** DynamoDB requests for the page, and their read units. */
  readonly requests: number;
  readonly readUnits: number;
}

/** The only line of output, once the records are there. */
export interface FilledTable {
  readonly endpoint: string;
  readonly pages: readonly Page[];
}

/**
 * An embedded DynamoDB in a process of its own, filled with as many session records as its argument
 * says. One player has a tenth of the records. Every other record has its own player. The records
 * arrived a second apart, so the player's are spread over the whole time.
 */
const records = Number(process.argv[2]);
const index = (position: number) => ({
  uuid: String(position).padStart(32, '0'),
  receivedAt: new Date(Date.parse('2026-01-01') + position * 1_000).toISOString(),
});

const { endpoint, client } = await startEmbeddedDynamoDb();
const own = client();
for (let from = 0; from < records; from += 25) {
  const batch = Array.from({ length: Math.min(25, records - from) }, (_, i) => toItem(from + i));
  const puts = batch.map((Item) => ({ PutRequest: { Item } }));
  await own.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: puts } }));
}
const middle = toCursor(
  { index: 'byUser', value: 'player', order: 'newest' },
  index(Math.floor(records / 20) * 10),
);
const pages = [await countReads('first', {}), await countReads('middle', { cursor: middle })];
console.log(JSON.stringify({ endpoint, pages } satisfies FilledTable));

function toItem(position: number): Record<string, AttributeValue> {
  const { uuid, receivedAt } = index(position);
  const userId = position % 10 === 0 ? 'player' : uuid;
  const of = { uuid, sessionId: uuid, userId, receivedAt };
  // A reader shows no record whose retention is over.
  const record = aSessionRecord({ ...of, retentionDays: 36_500 });
  const { requestId, ...attributes } = { ...record, lastReceivedAt: receivedAt };
  const plain = Object.entries(attributes).map(([name, value]) => [
    name,
    typeof value === 'number' ? { N: String(value) } : { S: String(value) },
  ]);
  return { ...Object.fromEntries(plain), requestIds: { SS: [requestId] } };
}

/** Reads a page once, and counts what DynamoDB would bill for it. */
async function countReads(page: Page['page'], cursor: { cursor?: string }): Promise<Page> {
  const event = aListEvent({ userId: 'player', limit: '25', ...cursor });
  const counting = client();
  const units = collectReadUnits(counting);
  const props = { client: counting, tableName, readBudgetMs: 20_000 };
  const reader = dynamoDbSessionRecordReader(props);
  const { body } = await queryHandler({ reader, report: () => {} })(event, aContext());
  if (!body.startsWith('{"records":[{')) throw new Error(`unexpected answer: ${body}`);
  counting.destroy();
  const readUnits = units.reduce((sum, each) => sum + each, 0);
  return { page, event, requests: units.length, readUnits };
}

/** Collects the read units of each request that a client sends. */
function collectReadUnits(client: DynamoDBClient): number[] {
  const units: number[] = [];
  client.middlewareStack.add(
    (next) => async (args) => {
      const input = { ...args.input, ReturnConsumedCapacity: 'TOTAL' };
      const result = await next({ ...args, input });
      const output = result.output as { ConsumedCapacity?: { CapacityUnits?: number } };
      units.push(output.ConsumedCapacity?.CapacityUnits ?? Number.NaN);
      return result;
    },
    { step: 'initialize' },
  );
  return units;
}
