import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  type KeySchemaElement,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import database from 'dynalite/db/index.js';
import updateItem from 'dynalite/validations/updateItem.js';
import { tableLayout } from '../../lambda/records/table-layout.ts';
import { closeServer, listenLocally, localClientSettings } from './local-server.ts';

const { checkConditional } = database;
updateItem.types['ReturnValuesOnConditionCheckFailure'] = { type: 'String' };

/**
 * Adds the item to the error of a failed condition, if an UpdateItem asks for it. DynamoDB does so,
 * but dynalite does not.
 */
database.checkConditional = (request, item) => {
  const error = checkConditional(request, item);
  if (error && item && request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD')
    error.body['Item'] = item;
  return error;
};

/** The table's name in the embedded DynamoDB. */
export const tableName = 'SessionRecords';

/** A DynamoDB inside this process, reached over HTTP on 127.0.0.1. */
export interface EmbeddedDynamoDb {
  readonly endpoint: string;
  /** The HTTP server, for a second way to this DynamoDB. */
  readonly server: Server;
  /** Returns a client of this DynamoDB. The caller must destroy it. */
  client(): DynamoDBClient;
  close(): Promise<void>;
}

/**
 * Starts an embedded DynamoDB with the table of session records and its indexes.
 *
 * @param dataDir the folder for the data; without one, the data is in memory and ends with the
 * process
 * @throws Error that says what the folder must be, if it cannot be opened
 */
export async function startEmbeddedDynamoDb(dataDir?: string): Promise<EmbeddedDynamoDb> {
  if (dataDir !== undefined) makeFolder(dataDir);
  const server = dynalite({ path: dataDir, createTableMs: 0 });
  const endpoint = await listenLocally(server);
  const client = () => new DynamoDBClient({ ...localClientSettings(endpoint), maxAttempts: 3 });
  if (dataDir === undefined) await createTable(client());
  else await openFolder(dataDir, createTable(client()));
  return { endpoint, server, client, close: () => closeServer(server) };
}

/** Creates the table, unless it exists. */
async function createTable(client: DynamoDBClient): Promise<void> {
  try {
    await client.send(new CreateTableCommand(tableInput()));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  } finally {
    client.destroy();
  }
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (cause) {
    throw unusable(dataDir, cause);
  }
}

/**
 * Waits for the first call, which makes LevelDB open its folder. LevelDB throws from its own
 * callback, so the error reaches no caller. An `uncaughtException` listener catches it.
 */
async function openFolder(dataDir: string, firstCall: Promise<void>): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const refuse = (cause: unknown) => reject(unusable(dataDir, cause));
    process.once('uncaughtException', refuse);
    firstCall.then(resolve, refuse).finally(() => process.off('uncaughtException', refuse));
  });
}

function unusable(dataDir: string, cause: unknown): Error {
  const hint = 'it must be a folder of its own that can be written, for one process at a time';
  return new Error(`DATA_DIR ${dataDir} cannot be opened: ${hint}`, { cause });
}

function tableInput(): CreateTableCommandInput {
  const { partitionKey, indexes } = tableLayout;
  const keySchema = (hash: string, range?: string): KeySchemaElement[] => [
    { AttributeName: hash, KeyType: 'HASH' },
    ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' as const }]),
  ];
  const keys = new Set([
    partitionKey,
    ...Object.values(indexes).flatMap((index) => [index.partitionKey, index.sortKey]),
  ]);
  return {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema(partitionKey),
    AttributeDefinitions: [...keys].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    GlobalSecondaryIndexes: Object.entries(indexes).map(([IndexName, index]) => ({
      IndexName,
      KeySchema: keySchema(index.partitionKey, index.sortKey),
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...index.nonKeyAttributes] },
    })),
  };
}
