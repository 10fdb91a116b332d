import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { SQSClientConfig } from '@aws-sdk/client-sqs';
import { lazyOverflowQueue } from '../overflow/overflow-queue.ts';
import { dynamoDbSessionRecordStore } from '../records/session-record-store.ts';
import { warmUpTable } from '../records/warm-up-table.ts';
import { AttemptHandler } from '../shared/attempt-handler.ts';
import { clientDefaults } from '../shared/client-defaults.ts';
import { readEnvironment } from '../shared/read-environment.ts';
import { type CallbackHandlerProps, callbackHandler } from './callback-handler.ts';
import { callbackReporter } from './callback-reporter.ts';
import { callbackEnvironmentSchema } from './environment.ts';
import { rehearseCallback, withoutNetwork } from './rehearse-callback.ts';

/** The parts of the callback's Lambda that can be replaced. */
export interface CallbackLambdaParts {
  /**
   * Receives each callback once its outcome is known.
   * @default - writes the log line with the metrics to stdout
   */
  readonly report?: CallbackHandlerProps['report'] | undefined;
  /** Whether the start opens the connection to the table. @default true */
  readonly warmsUp?: boolean;
  /** Whether the start rehearses a callback. @default true */
  readonly rehearses?: boolean;
  /**
   * Settings of the DynamoDB clients. They replace the Lambda's own.
   * @default - region and endpoint from the environment, credentials as the SDK finds them
   */
  readonly dynamoDb?: DynamoDBClientConfig;
  /**
   * Settings of the overflow queue's client. They replace the Lambda's own.
   * @default - region, endpoint and credentials as the SDK finds them
   */
  readonly sqs?: SQSClientConfig;
}

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

/**
 * Returns settings of a DynamoDB client that starts fast and gives up early. Its three attempts
 * take little more than 2.1 s.
 */
const ownClientSettings = (variables: NodeJS.ProcessEnv): DynamoDBClientConfig => ({
  ...clientDefaults,
  region: variables['AWS_REGION'],
  endpoint: variables['AWS_ENDPOINT_URL_DYNAMODB'] ?? variables['AWS_ENDPOINT_URL'],
  cacheMiddleware: true,
  maxAttempts: 3,
  requestHandler: new AttemptHandler({ attemptMs: 700 }),
});

/**
 * Builds the callback's Lambda from its environment variables, and starts it. Resolves to its
 * handler.
 *
 * @throws Error that names the first wrong variable, never its value
 */
export async function callbackLambda(
  variables: NodeJS.ProcessEnv,
  { warmsUp = true, rehearses = true, ...parts }: CallbackLambdaParts = {},
) {
  const environment = readEnvironment(callbackEnvironmentSchema, variables);
  const { TABLE_NAME: tableName, OVERFLOW_QUEUE_URL: queueUrl, STAGE: stage } = environment;
  const isSilent = environment.POWERTOOLS_LOG_LEVEL === 'SILENT';
  const settings = { ...ownClientSettings(variables), ...parts.dynamoDb };
  const client = new DynamoDBClient(settings);
  const rules = {
    requestFields: environment.REQUEST_FIELDS,
    errorCodes: environment.ERROR_CODES,
    retentionDays: environment.RETENTION_DAYS,
  };
  const rehearse = () =>
    rehearseCallback({
      ...rules,
      store: dynamoDbSessionRecordStore({
        client: new DynamoDBClient({ ...settings, ...withoutNetwork }),
        tableName,
        writeBudgetMs: budgets.start,
      }),
      report: parts.report ? () => {} : callbackReporter({ stage, write: () => {} }),
    });

  await Promise.all([
    warmsUp && warmUpTable({ client, tableName, budgetMs: budgets.start }),
    rehearses && rehearse(),
  ]);

  return callbackHandler({
    ...rules,
    store: dynamoDbSessionRecordStore({ client, tableName, writeBudgetMs: budgets.table }),
    overflowQueue:
      queueUrl === undefined
        ? undefined
        : lazyOverflowQueue({ queueUrl, budgetMs: budgets.queue, settings: parts.sqs }),
    partners: environment.PARTNERS,
    report:
      parts.report ??
      callbackReporter({
        stage,
        write: isSilent ? () => {} : (line) => process.stdout.write(`${line}\n`),
      }),
  });
}
