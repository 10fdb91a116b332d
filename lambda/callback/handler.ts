import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoDbSessionRecordStore } from '../records/session-record-store.ts';
import { answerCallback } from './answer-callback.ts';
import { readEnvironment } from './environment.ts';
import { reportCallback } from './report-callback.ts';

const environment = readEnvironment(process.env);

const store = dynamoDbSessionRecordStore({
  client: new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 1_500, throwOnRequestTimeout: true },
  }),
  tableName: environment.TABLE_NAME,
  // The provider gives up after 10 s and the promise is 5 s; what is left is for a slow start and the way there and back.
  writeBudgetMs: 3_500,
  warmUpBudgetMs: 1_000,
});

await store.warmUp();

export const handler = answerCallback({
  store,
  partners: environment.PARTNERS,
  requestFields: environment.REQUEST_FIELDS,
  errorCodes: environment.ERROR_CODES,
  retentionDays: environment.RETENTION_DAYS,
  report: reportCallback(
    new Logger({ serviceName: 'session-expired' }),
    new Metrics({
      namespace: 'SessionExpired',
      serviceName: 'session-expired',
      defaultDimensions: { stage: environment.STAGE },
    }),
  ),
});
