import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { tableName } from '../../bin/local/embedded-dynamodb.ts';
import { restApi } from '../../bin/local/rest-api.ts';
import { readArguments } from '../../bin/records/arguments.ts';
import { erase } from '../../bin/records/erase.ts';
import { queryHandler } from '../../lambda/query/query-handler.ts';
import { queryRoutes } from '../../lambda/query/request.ts';
import type { SessionRecord } from '../../lambda/records/session-record.ts';
import { dynamoDbSessionRecordReader } from '../../lambda/records/session-record-reader.ts';
import { awsVariables, runCommand } from './command.ts';
import { anHttpServer } from './http-server.ts';
import { anEmbeddedStore } from './receiver.ts';
import { aSessionRecord, type RecordOverrides } from './session-record.ts';

/**
 * Starts the query API on an embedded DynamoDB, with functions that ask it as `npm run records`
 * does. It closes with the test.
 */
export async function askedRecords() {
  const embedded = await anEmbeddedStore();
  const { client, endpoint } = embedded;
  const reader = dynamoDbSessionRecordReader({ client, tableName, readBudgetMs: 20_000 });
  const handler = queryHandler({ reader, report: () => {} });
  const api = restApi(Object.values(queryRoutes).map((route) => ({ ...route, handler })));
  const url = await anHttpServer(
    (request, response) => void api.emit('request', request, response),
  );
  const variables = { SESSION_RECORDS_URL: url, SESSION_RECORDS_TABLE: tableName };
  return {
    ...embedded,
    url,
    async stored(overrides: RecordOverrides = {}): Promise<SessionRecord> {
      const record = aSessionRecord(overrides);
      await embedded.store.write(record);
      return record;
    },
    /** Answers a command line in this process. */
    async ask(...args: string[]) {
      const question = readArguments(args, variables);
      if (question === undefined) throw new Error('it asks for help');
      return question.ask();
    },
    erase: (userId: string, isDryRun = false) =>
      erase({ table: { name: tableName }, userId, isDryRun }, client),
    /** Runs a command line in a process of its own. */
    run: (...args: string[]) =>
      runCommand('bin/records.ts', args, {
        ...variables,
        ...awsVariables(endpoint),
      }),
  };
}

/** Writes a file and returns its name. The file is removed with the test. */
export function aFile(content: string | Buffer): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'records-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'provider.csv');
  writeFileSync(file, content);
  return file;
}
