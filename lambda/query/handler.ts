import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AttemptHandler } from '../parts/attempt-handler.ts';
import { readEnvironment } from '../parts/read-environment.ts';
import { telemetry } from '../parts/telemetry.ts';
import { dynamoDbSessionRecordReader } from '../records/dynamo-db-session-record-reader.ts';
import { queryEnvironmentSchema } from './environment.ts';
import { queryHandler } from './query-handler.ts';
import { queryReporter } from './query-reporter.ts';

const environment = readEnvironment(queryEnvironmentSchema, process.env);

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
