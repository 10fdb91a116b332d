import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readEnvironment } from '../read-environment.ts';
import { dynamoDbSessionRecordReader } from '../records/dynamo-db-session-record-reader.ts';
import { telemetry } from '../telemetry.ts';
import { answerQuery } from './answer-query.ts';
import { queryEnvironmentSchema } from './environment.ts';
import { reportQuery } from './report-query.ts';

const environment = readEnvironment(queryEnvironmentSchema, process.env);

const reader = dynamoDbSessionRecordReader({
  client: new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 1_500, throwOnRequestTimeout: true },
  }),
  tableName: environment.TABLE_NAME,
  readBudgetMs: 3_000,
});

await reader.warmUp(1_000);

export const handler = answerQuery({
  reader,
  report: reportQuery(new Logger({ serviceName: telemetry.service })),
});
