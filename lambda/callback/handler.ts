import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { lazyOverflowQueue } from '../overflow/overflow-queue.ts';
import { dynamoDbSessionRecordStore } from '../records/session-record-store.ts';
import { warmUpTable } from '../records/warm-up-table.ts';
import { readEnvironment } from '../shared/read-environment.ts';
import { callbackHandler } from './callback-handler.ts';
import { callbackReporter } from './callback-reporter.ts';
import { clientSettings, withoutNetwork } from './client-settings.ts';
import { callbackEnvironmentSchema } from './environment.ts';
import { rehearseCallback } from './rehearse-callback.ts';

const environment = readEnvironment(callbackEnvironmentSchema, process.env);
const { TABLE_NAME: tableName, OVERFLOW_QUEUE_URL: queueUrl } = environment;

/**
 * The time budget of each part of a callback, in milliseconds. The provider gives up after 10 s. We
 * promise an answer within 5 s:
 *
 *     |-- start --|-- table ----------|-- queue ------|-- slack --|
 *     0          600                2,800           4,300       5,000
 *
 * Only a new sandbox needs the start. The slack covers the loading of the handler's code.
 */
const budgets = { start: 600, table: 2_200, queue: 1_500 };

const isSilent = environment.POWERTOOLS_LOG_LEVEL === 'SILENT';
const settings = clientSettings(process.env);
const client = new DynamoDBClient(settings);
const rules = {
  requestFields: environment.REQUEST_FIELDS,
  errorCodes: environment.ERROR_CODES,
  retentionDays: environment.RETENTION_DAYS,
};

await Promise.all([
  warmUpTable({ client, tableName, budgetMs: budgets.start }),
  rehearseCallback({
    ...rules,
    store: dynamoDbSessionRecordStore({
      client: new DynamoDBClient({ ...settings, ...withoutNetwork }),
      tableName,
      writeBudgetMs: budgets.start,
    }),
    report: callbackReporter({ stage: environment.STAGE, write: () => {} }),
  }),
]);

/** The Lambda handler for `POST /V4/SessionExpired`. */
export const handler = callbackHandler({
  ...rules,
  store: dynamoDbSessionRecordStore({ client, tableName, writeBudgetMs: budgets.table }),
  overflowQueue:
    queueUrl === undefined ? undefined : lazyOverflowQueue({ queueUrl, budgetMs: budgets.queue }),
  partners: environment.PARTNERS,
  report: callbackReporter({
    stage: environment.STAGE,
    write: isSilent ? () => {} : (line) => process.stdout.write(`${line}\n`),
  }),
});
