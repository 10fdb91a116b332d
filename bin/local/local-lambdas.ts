import type { Logger } from '@aws-lambda-powertools/logger';
import { callbackLambda } from '../../lambda/callback/callback-lambda.ts';
import { type CallbackReport, callbackReporter } from '../../lambda/callback/callback-reporter.ts';
import { type QueryEnvironmentVariables, queryLambda } from '../../lambda/query/query-lambda.ts';
import { queryReporter } from '../../lambda/query/query-reporter.ts';
import type { ReplayEnvironmentVariables } from '../../lambda/replay/replay-lambda.ts';
import { type ReplayReport, replayReporter } from '../../lambda/replay/replay-reporter.ts';
import { telemetry } from '../../lambda/shared/telemetry.ts';
import { callbackEnvironment } from '../../lib/callback/callback-environment.ts';
import { devStage, type Settings } from '../../lib/settings/settings.ts';
import { localClientSettings } from './local-server.ts';

/** The services that the Lambdas ask. */
export interface LocalLambdasProps {
  readonly settings: Settings;
  readonly tableName: string;
  /** The endpoints of DynamoDB and SQS. */
  readonly endpoints: { readonly dynamoDb: string; readonly sqs: string };
  readonly overflowQueueUrl: string;
  readonly deadLetterQueueUrl: string;
  /** Takes each log line. */
  readonly log: (line: string) => void;
  /** Receives each callback with its log line. */
  readonly onCallback: (report: CallbackReport, line: string) => void;
}

/** The Lambdas' handlers on this machine. */
export type LocalLambdas = Awaited<ReturnType<typeof localLambdas>>;

/**
 * Builds the Lambdas as they are deployed, with the dev stage's settings. Their clients and log
 * lines take nothing from the developer's environment.
 */
export async function localLambdas(props: LocalLambdasProps) {
  const { settings, tableName, overflowQueueUrl, log } = props;
  const stage = devStage;
  const dynamoDb = localClientSettings(props.endpoints.dynamoDb);
  const sqs = localClientSettings(props.endpoints.sqs);
  const logger = lineLogger(log);
  const reportCallback = (report: CallbackReport) => {
    const write = (line: string) => {
      props.onCallback(report, line);
      log(line);
    };
    callbackReporter({ stage, write })(report);
  };
  return {
    callback: await callbackLambda(
      callbackEnvironment({ settings, stage, tableName, overflowQueueUrl }),
      { dynamoDb, sqs, report: reportCallback },
    ),
    query: await queryLambda({ TABLE_NAME: tableName } satisfies QueryEnvironmentVariables, {
      dynamoDb,
      report: queryReporter(logger),
    }),
    /** Resolves to the replay's handler. `onReport` receives each message of a batch. */
    async replay(onReport: (report: ReplayReport) => void) {
      // Loaded late, since most runs never need it.
      const { replayLambda } = await import('../../lambda/replay/replay-lambda.ts');
      const write = replayReporter({ logger, stage, write: log });
      const variables: ReplayEnvironmentVariables = {
        TABLE_NAME: tableName,
        STAGE: stage,
        DEAD_LETTER_QUEUE_URL: props.deadLetterQueueUrl,
      };
      const report = (batch: readonly ReplayReport[]) => {
        write(batch);
        batch.forEach(onReport);
      };
      return replayLambda(variables, { dynamoDb, sqs, report });
    },
  };
}

/** Returns a logger that writes Powertools' lines, at any level that the environment asks for. */
function lineLogger(log: (line: string) => void): Pick<Logger, 'info' | 'warn' | 'error'> {
  const { service } = telemetry;
  const at = (level: string) => (message: string, fields: object) =>
    log(
      JSON.stringify({ level, message, timestamp: new Date().toISOString(), service, ...fields }),
    );
  return { info: at('INFO'), warn: at('WARN'), error: at('ERROR') } as unknown as Logger;
}
