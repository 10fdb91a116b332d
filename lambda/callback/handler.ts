import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { lazyOverflowQueue } from '../overflow/overflow-queue.ts';
import { readEnvironment } from '../read-environment.ts';
import { dynamoDbSessionRecordStore } from '../records/session-record-store.ts';
import { answerCallback } from './answer-callback.ts';
import { callbackEnvironmentSchema } from './environment.ts';
import { reportCallback } from './report-callback.ts';

const environment = readEnvironment(callbackEnvironmentSchema, process.env);

/**
 * What each part of a callback may take, in milliseconds. The provider gives up after 10 s and the promise is 5 s:
 *
 *     |-- start --|-- table ----------|-- queue ------|-- slack --|
 *     0          600                2,800           4,300       5,000
 *
 * A start comes only with a new sandbox, and what loads the handler's code is in the slack.
 */
const budgets = { warmUp: 600, table: 2_200, queue: 1_500 };

const store = dynamoDbSessionRecordStore({
  client: new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 500, requestTimeout: 1_000, throwOnRequestTimeout: true },
  }),
  tableName: environment.TABLE_NAME,
  writeBudgetMs: budgets.table,
});

const { OVERFLOW_QUEUE_URL: queueUrl, POWERTOOLS_LOG_LEVEL: logLevel } = environment;
const isSilent = logLevel === 'SILENT';

await store.warmUp(budgets.warmUp);

export const handler = answerCallback({
  store,
  overflowQueue:
    queueUrl === undefined ? undefined : lazyOverflowQueue({ queueUrl, budgetMs: budgets.queue }),
  partners: environment.PARTNERS,
  requestFields: environment.REQUEST_FIELDS,
  errorCodes: environment.ERROR_CODES,
  retentionDays: environment.RETENTION_DAYS,
  report: reportCallback({
    stage: environment.STAGE,
    write: isSilent ? () => {} : (line) => process.stdout.write(`${line}\n`),
  }),
});
