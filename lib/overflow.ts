import { Duration, Validations } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ReplayEnvironmentVariables } from '../lambda/replay/replay-lambda.ts';
import type { Settings } from './settings/settings.ts';
import { FourteenDayQueue } from './shared/fourteen-day-queue.ts';
import { LeanFunction } from './shared/lean-function.ts';

export interface OverflowProps {
  readonly table: TableV2;
  readonly settings: Settings;
  readonly stage: string;
}

/**
 * The overflow queue with its replay and dead letters. The queue takes records that the table does
 * not take in time. The replay's Lambda writes them later.
 */
export class Overflow extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly replay: LeanFunction;

  constructor(scope: Construct, id: string, props: OverflowProps) {
    super(scope, id);
    this.deadLetters = new FourteenDayQueue(this, 'DeadLetters');
    Validations.of(this.deadLetters).acknowledge({
      id: 'Serverless::Serverless-SQSRedrivePolicy',
      reason: 'These are the dead letters.',
    });
    this.queue = new FourteenDayQueue(this, 'Queue', {
      // Lambda requires at least six times the replay's timeout.
      visibilityTimeout: Duration.minutes(3),
      // The replay itself dead-letters a message that cannot be replayed, with the reason. This
      // limit, the highest that SQS allows, is for a replay that cannot even do that. A table that
      // is down for a day must not use it up.
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 1_000 },
    });
    this.replay = this.createReplay(props);
  }

  /** Lets the function put records on the queue, and nothing else. */
  grantPut(handler: LeanFunction): void {
    handler.allow(['sqs:SendMessage'], this.queue.queueArn);
  }

  private createReplay(props: OverflowProps): LeanFunction {
    const { table, settings, stage } = props;
    const environment: ReplayEnvironmentVariables = {
      TABLE_NAME: table.tableName,
      STAGE: stage,
      DEAD_LETTER_QUEUE_URL: this.deadLetters.queueUrl,
    };
    const replay = new LeanFunction(this, 'Replay', {
      description: `Writes what the table did not take in time (${stage})`,
      entry: 'replay/handler.ts',
      environment,
      timeout: Duration.seconds(30),
      logRetention: settings.logRetentionDays,
    });
    replay.allow(['dynamodb:UpdateItem'], table.tableArn);
    replay.allow(['sqs:SendMessage'], this.deadLetters.queueArn);
    // Few messages at a time, since the table may be just recovering.
    const source = replay.addEventSourceMapping('Overflow', {
      eventSourceArn: this.queue.queueArn,
      batchSize: 10,
      maxConcurrency: 2,
      reportBatchItemFailures: true,
    });
    this.queue.grantConsumeMessages(replay);
    Validations.of(source).acknowledge({
      id: 'Serverless::Serverless-LambdaEventSourceMappingDestination',
      reason: 'A queue has no such destination: its dead letters take what cannot be replayed.',
    });
    return replay;
  }
}
