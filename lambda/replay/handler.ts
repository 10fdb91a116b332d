import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { readEnvironment } from '../parts/read-environment.ts';
import { telemetry } from '../parts/telemetry.ts';
import { dynamoDbSessionRecordStore } from '../records/session-record-store.ts';
import { sqsDeadLetters } from './dead-letters.ts';
import { replayEnvironmentSchema } from './environment.ts';
import { replayHandler } from './replay-handler.ts';

const environment = readEnvironment(replayEnvironmentSchema, process.env);

export const handler = replayHandler({
  store: dynamoDbSessionRecordStore({
    client: new DynamoDBClient({
      requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
    }),
    tableName: environment.TABLE_NAME,
    // Nobody waits for an answer; the Lambda's timeout is 30 s.
    writeBudgetMs: 10_000,
  }),
  deadLetters: sqsDeadLetters(
    new SQSClient({
      requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
    }),
    environment.DEAD_LETTER_QUEUE_URL,
  ),
  logger: new Logger({ serviceName: telemetry.service }),
  metrics: new Metrics({
    namespace: telemetry.namespace,
    serviceName: telemetry.service,
    defaultDimensions: { stage: environment.STAGE },
  }),
});
