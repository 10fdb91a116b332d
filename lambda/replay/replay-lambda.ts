import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import { dynamoDbSessionRecordStore } from '../records/session-record-store.ts';
import { AttemptHandler } from '../shared/attempt-handler.ts';
import { readEnvironment } from '../shared/read-environment.ts';
import { telemetry } from '../shared/telemetry.ts';
import { sqsDeadLetters } from './dead-letters.ts';
import { type ReplayHandlerProps, replayHandler } from './replay-handler.ts';
import { replayReporter } from './replay-reporter.ts';

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

/** The parts of the replay's Lambda that can be replaced. */
export interface ReplayLambdaParts {
  /**
   * Receives each batch once the outcomes of its messages are known.
   * @default - writes log lines and metrics to stdout
   */
  readonly report?: ReplayHandlerProps['report'];
  /**
   * Settings of the DynamoDB client. They replace the Lambda's own.
   * @default - region, endpoint and credentials as the SDK finds them
   */
  readonly dynamoDb?: DynamoDBClientConfig;
  /** Settings of the dead letters' client, with the same default. */
  readonly sqs?: SQSClientConfig;
}

/** Returns the limits of a client. */
const limits = () => ({
  maxAttempts: 3,
  requestHandler: new AttemptHandler({ connectionMs: 1_000, attemptMs: 3_000 }),
});

/**
 * Builds the replay's Lambda from its environment variables. Returns its handler.
 *
 * @throws Error that names the first wrong variable, never its value
 */
export function replayLambda(variables: NodeJS.ProcessEnv, parts: ReplayLambdaParts = {}) {
  const environment = readEnvironment(environmentSchema, variables);
  return replayHandler({
    store: dynamoDbSessionRecordStore({
      client: new DynamoDBClient({ ...limits(), ...parts.dynamoDb }),
      tableName: environment.TABLE_NAME,
      // No caller waits for an answer, so only the Lambda's timeout of 30 s is a limit.
      writeBudgetMs: 10_000,
    }),
    deadLetters: sqsDeadLetters(
      new SQSClient({ ...limits(), ...parts.sqs }),
      environment.DEAD_LETTER_QUEUE_URL,
    ),
    report:
      parts.report ??
      replayReporter({
        logger: new Logger({ serviceName: telemetry.service }),
        stage: environment.STAGE,
        write: (line) => process.stdout.write(`${line}\n`),
      }),
  });
}
