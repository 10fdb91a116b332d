import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { dynamoDbSessionRecordReader } from '../records/session-record-reader.ts';
import { warmUpTable } from '../records/warm-up-table.ts';
import { AttemptHandler } from '../shared/attempt-handler.ts';
import { readEnvironment } from '../shared/read-environment.ts';
import { telemetry } from '../shared/telemetry.ts';
import { type QueryHandlerProps, queryHandler } from './query-handler.ts';
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

/** The parts of the query's Lambda that can be replaced. */
export interface QueryLambdaParts {
  /**
   * Receives each query once its outcome is known.
   * @default - writes the log line to stdout
   */
  readonly report?: QueryHandlerProps['report'];
  /** Whether the start opens the connection to the table. @default true */
  readonly warmsUp?: boolean;
  /**
   * Settings of the DynamoDB client. They replace the Lambda's own.
   * @default - region, endpoint and credentials as the SDK finds them
   */
  readonly dynamoDb?: DynamoDBClientConfig;
}

/**
 * Builds the query's Lambda from its environment variables, and starts it. Resolves to its handler.
 *
 * @throws Error that names the first wrong variable, never its value
 */
export async function queryLambda(
  variables: NodeJS.ProcessEnv,
  { report, warmsUp = true, dynamoDb }: QueryLambdaParts = {},
) {
  const { TABLE_NAME: tableName } = readEnvironment(environmentSchema, variables);
  const client = new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: new AttemptHandler({ connectionMs: 1_000, attemptMs: 1_500 }),
    ...dynamoDb,
  });
  if (warmsUp) await warmUpTable({ client, tableName, budgetMs: 1_000 });
  return queryHandler({
    reader: dynamoDbSessionRecordReader({ client, tableName, readBudgetMs: 3_000 }),
    report: report ?? queryReporter(new Logger({ serviceName: telemetry.service })),
  });
}
