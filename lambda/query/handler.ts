import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { dynamoDbSessionRecordReader } from '../records/dynamo-db-session-record-reader.ts';
import { AttemptHandler } from '../shared/attempt-handler.ts';
import { readEnvironment } from '../shared/read-environment.ts';
import { telemetry } from '../shared/telemetry.ts';
import { queryHandler } from './query-handler.ts';
import { queryReporter } from './query-reporter.ts';

/** The schema of the query Lambda's environment variables. Its keys are the variables' names. */
const environmentSchema = v.object({
  /** Name of the table that keeps the session records. */
  TABLE_NAME: v.pipe(v.string(), v.nonEmpty()),
});

/** The variables before they are parsed. All values are texts. */
export type QueryEnvironmentVariables = Record<
  keyof v.InferOutput<typeof environmentSchema>,
  string
>;

const environment = readEnvironment(environmentSchema, process.env);

const reader = dynamoDbSessionRecordReader({
  client: new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: new AttemptHandler({ connectionMs: 1_000, attemptMs: 1_500 }),
  }),
  tableName: environment.TABLE_NAME,
  readBudgetMs: 3_000,
});

await reader.warmUp(1_000);

/** The Lambda handler for the query API. */
export const handler = queryHandler({
  reader,
  report: queryReporter(new Logger({ serviceName: telemetry.service })),
});
