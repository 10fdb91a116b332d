import { randomUUID } from 'node:crypto';
import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { EventBridgeEvent } from 'aws-lambda';
import { tableLayout } from '../../lambda/records/table-layout.ts';
import {
  eventTemplate,
  sessionExpiredEventSchema,
} from '../../lib/events/session-expired-event.ts';

/** An event as EventBridge delivers it to a target. */
export type DeliveredEvent = EventBridgeEvent<string, unknown> & { readonly version: '0' };

/** The table that holds the records. */
export interface EventSource {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

/** How long EventBridge waits for the endpoint of an API destination, in milliseconds. */
const deliveryTimeoutMs = 5_000;

/**
 * Resolves to the event of a new record: the pipe's template, filled from the stored item, in
 * EventBridge's envelope. Resolves to undefined if there is no record that arrived after `since`.
 */
export async function eventOfRecord(
  { client, tableName }: EventSource,
  uuid: string,
  since: string,
): Promise<DeliveredEvent | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({
      TableName: tableName,
      Key: { [tableLayout.partitionKey]: { S: uuid } },
      ConsistentRead: true,
    }),
  );
  if ((Item?.['receivedAt']?.S ?? '') < since) return undefined;
  const { source, 'detail-type': detailType } = sessionExpiredEventSchema.entries;
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': detailType.literal,
    source: source.literal,
    account: '000000000000',
    time: new Date().toISOString().replace(/\.\d+/, ''),
    region: 'eu-west-1',
    resources: [],
    detail: renderTemplate(eventTemplate(), { eventName: 'INSERT', dynamodb: { NewImage: Item } }),
  };
}

/**
 * Fills an input template as EventBridge Pipes does. A path without quotes becomes its value as
 * JSON.
 */
export function renderTemplate(inputTemplate: string, event: unknown): unknown {
  const json = inputTemplate.replaceAll(/<\$\.([\w.]+)>/g, (_, path: string) => {
    const value = path
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], event);
    return JSON.stringify(value);
  });
  return JSON.parse(json);
}

/** Posts an event once, as an API destination does, and resolves to the result. Never rejects. */
export async function deliverEvent(url: string, event: DeliveredEvent): Promise<string> {
  try {
    const { status, body } = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'User-Agent': 'Amazon/EventBridge/ApiDestinations',
      },
      body: JSON.stringify(event),
      redirect: 'manual',
      signal: AbortSignal.timeout(deliveryTimeoutMs),
    });
    await body?.cancel();
    return `${status >= 200 && status < 300 ? 'delivered' : 'failed'}: HTTP ${status}`;
  } catch (error) {
    return `failed: ${nameOf(error)}`;
  }
}

/** Returns the error's code or name. Its message may quote the URL, which may be a secret. */
function nameOf(error: unknown): string {
  const { code, name } = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : name;
}
