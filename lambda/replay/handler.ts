import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import { dynamoDbSessionRecordStore } from '../records/session-record-store.ts';
import { AttemptHandler } from '../shared/attempt-handler.ts';
import { readEnvironment } from '../shared/read-environment.ts';
import { telemetry } from '../shared/telemetry.ts';
import { sqsDeadLetters } from './dead-letters.ts';
import { replayHandler } from './replay-handler.ts';

/** The schema of the replay Lambda's environment variables. Its keys are the variables' names. */
const environmentSchema = v.object({
  /** Name of the table that keeps the session records. */
  TABLE_NAME: v.pipe(v.string(), v.nonEmpty()),
  /** The deployment stage: a dimension of the metrics. */
  STAGE: v.pipe(v.string(), v.nonEmpty()),
  /** URL of the queue for messages that cannot be replayed. */
  DEAD_LETTER_QUEUE_URL: v.pipe(v.string(), v.url()),
});

/** The variables before they are parsed. All values are texts. */
export type ReplayEnvironmentVariables = Record<
  keyof v.InferOutput<typeof environmentSchema>,
  string
>;

const environment = readEnvironment(environmentSchema, process.env);

const limits = { connectionMs: 1_000, attemptMs: 3_000 };

/** The Lambda handler that replays the overflow queue. */
export const handler = replayHandler({
  store: dynamoDbSessionRecordStore({
    client: new DynamoDBClient({ requestHandler: new AttemptHandler(limits) }),
    tableName: environment.TABLE_NAME,
    // No caller waits for an answer, so only the Lambda's timeout of 30 s is a limit.
    writeBudgetMs: 10_000,
  }),
  deadLetters: sqsDeadLetters(
    new SQSClient({ requestHandler: new AttemptHandler(limits) }),
    environment.DEAD_LETTER_QUEUE_URL,
  ),
  logger: new Logger({ serviceName: telemetry.service }),
  metrics: new Metrics({
    namespace: telemetry.namespace,
    serviceName: telemetry.service,
    defaultDimensions: { stage: environment.STAGE },
  }),
});
