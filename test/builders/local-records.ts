import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type AttributeValue, BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { onTestFinished } from 'vitest';
import { startLocalReceiver } from '../../bin/local/receiver.ts';
import type { SessionRecord } from '../../lambda/records/session-record.ts';
import { dynamoDbSessionRecordStore } from '../../lambda/records/session-record-store.ts';
import { awsVariables, runCommand } from './command.ts';

/** Starts the local receiver, with functions that store records in it and run `npm run records`. */
export async function startLocalRecords() {
  const receiver = await startLocalReceiver({ port: 0 });
  const { tableName, dynamoDb } = receiver;
  const client = dynamoDb.client();
  return {
    url: receiver.url,
    client,
    tableName,
    store: dynamoDbSessionRecordStore({ client, tableName, writeBudgetMs: 30_000 }),
    /** Stores many records in batches, in the store's format. */
    async storeAll(records: readonly SessionRecord[]) {
      for (let start = 0; start < records.length; start += 25) {
        const puts = records
          .slice(start, start + 25)
          .map((record) => ({ PutRequest: { Item: toItem(record) } }));
        await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: puts } }));
      }
    },
    /** Runs a command with the receiver's query API and table in its environment. */
    records: (...args: string[]) =>
      runCommand('bin/records.ts', args, {
        SESSION_RECORDS_URL: receiver.url,
        SESSION_RECORDS_TABLE: tableName,
        ...awsVariables(dynamoDb.endpoint),
      }),
    async close() {
      client.destroy();
      await receiver.close();
    },
  };
}

function toItem(record: SessionRecord): Record<string, AttributeValue> {
  const attributes = { ...record, deliveries: 1, lastReceivedAt: record.receivedAt };
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      typeof value === 'number' ? { N: String(value) } : { S: String(value) },
    ]),
  );
}

/** Writes a file and returns its name. The file is removed with the test. */
export function aFile(content: string | Buffer): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'records-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'provider.csv');
  writeFileSync(file, content);
  return file;
}
