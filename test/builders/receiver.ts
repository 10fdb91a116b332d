import { GetItemCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { onTestFinished } from 'vitest';
import { startEmbeddedDynamoDb, tableName } from '../../bin/local/embedded-dynamodb.ts';
import {
  type CallbackHandlerProps,
  callbackHandler,
} from '../../lambda/callback/callback-handler.ts';
import { callbackReporter } from '../../lambda/callback/callback-reporter.ts';
import { toPartner } from '../../lambda/callback/partner.ts';
import { dynamoDbSessionRecordStore } from '../../lambda/records/session-record-store.ts';
import { demoPartner } from './callback.ts';
import { aCallbackEvent, aContext } from './proxy-event.ts';

/** Starts an embedded DynamoDB with the table and a store. It closes with the test. */
export async function anEmbeddedStore() {
  const dynamoDb = await startEmbeddedDynamoDb();
  const client = dynamoDb.client();
  onTestFinished(async () => {
    client.destroy();
    await dynamoDb.close();
  });
  const store = dynamoDbSessionRecordStore({ client, tableName, writeBudgetMs: 20_000 });

  return {
    endpoint: dynamoDb.endpoint,
    client,
    store,
    /** Resolves to the item as plain values, with its request ids counted as `deliveries`. */
    async item(uuid: string) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: tableName, Key: { uuid: { S: uuid } } }),
      );
      if (Item === undefined) return undefined;
      const { requestIds, ...others } = Item;
      const plain = Object.entries(others).map(([name, { S, N }]) => [name, S ?? Number(N)]);
      const counted = requestIds === undefined ? {} : { deliveries: requestIds.SS?.length };
      return { ...Object.fromEntries(plain), ...counted } as Record<string, unknown>;
    },
    async items() {
      const items = [];
      for await (const page of paginateScan({ client }, { TableName: tableName }))
        items.push(...(page.Items ?? []));
      return items;
    },
  };
}

/** Starts the whole Middy chain on an embedded DynamoDB. The real report's lines are kept. */
export async function aReceiver(overrides: Partial<CallbackHandlerProps> = {}) {
  const embedded = await anEmbeddedStore();
  return { ...embedded, ...aHandler({ store: embedded.store, ...overrides }) };
}

/** Returns the whole Middy chain on a store. The real report's lines are kept. */
export function aHandler(
  props: Pick<CallbackHandlerProps, 'store'> & Partial<CallbackHandlerProps>,
) {
  const lines: string[] = [];
  const handler = callbackHandler({
    partners: [toPartner(demoPartner)],
    requestFields: '2024-10-17',
    errorCodes: '2024-10-17',
    retentionDays: 90,
    report: callbackReporter({ stage: 'dev', write: (line) => void lines.push(line) }),
    ...props,
  });

  const sendEvent = async (event: APIGatewayProxyEvent) => {
    const { statusCode, headers, body } = await handler(event, aContext());
    return {
      statusCode,
      headers,
      answer: JSON.parse(body) as { error: number; description: string },
      body,
    };
  };
  const logged = () => lines.map((line) => JSON.parse(line));
  return {
    handler,
    lines,
    /** Returns the report's lines, parsed: one for each callback. */
    logged,
    outcomes: (): string[] => logged().map((line) => line.outcome),
    sendEvent,
    /** Sends a body and resolves to the answer. */
    send: async (body: unknown) => (await sendEvent(aCallbackEvent(body))).answer,
  };
}
