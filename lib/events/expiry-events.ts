import { Duration, Names, Stack, Validations } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { CfnArchive, type CfnEventBus, EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPipe } from 'aws-cdk-lib/aws-pipes';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { FourteenDayQueue } from '../shared/fourteen-day-queue.ts';
import { eventTemplate, sessionExpiredEventSchema } from './session-expired-event.ts';

export interface ExpiryEventsProps {
  /** The table of session records, with its stream on. */
  readonly table: TableV2;
  /** Days that the archive keeps an event. */
  readonly archiveDays: number;
}

/**
 * Publishes one event for each new session record, on its own bus. The table's stream feeds a pipe,
 * without code of ours.
 *
 * Only an inserted record makes an event. A retransmission modifies its record, and the end of the
 * retention removes it, so neither makes one.
 */
export class ExpiryEvents extends Construct {
  readonly bus: EventBus;
  readonly busName: string;
  /**
   * Messages about the parts of the stream that the pipe gave up. The records themselves are still
   * in the table.
   */
  readonly deadLetters: Queue;
  readonly pipe: CfnPipe;

  constructor(scope: Construct, id: string, { table, archiveDays }: ExpiryEventsProps) {
    super(scope, id);
    const { tableStreamArn } = table;
    if (tableStreamArn === undefined)
      throw new Error('ExpiryEvents needs a table whose stream is on');
    this.bus = this.createBus(archiveDays);
    this.busName = (this.bus.node.defaultChild as CfnEventBus).attrName;
    this.deadLetters = new FourteenDayQueue(this, 'DeadLetters');
    const reason = 'These are the dead letters.';
    Validations.of(this.deadLetters).acknowledge(
      { id: 'AwsSolutions::AwsSolutions-SQS3', reason },
      { id: 'Serverless::Serverless-SQSRedrivePolicy', reason },
    );
    this.pipe = this.createPipe(tableStreamArn);
  }

  private createBus(archiveDays: number): EventBus {
    const bus = new EventBus(this, 'Bus', {
      description: 'One SessionExpired event for each new session record',
    });
    new CfnArchive(this, 'Archive', {
      description: 'SessionExpired events, for replay',
      // The service allows 48 characters, and a name by CloudFormation may be longer. So the name
      // is derived, as CDK derives the name of the bus.
      archiveName: Names.uniqueResourceName(this, { maxLength: 48, separator: '-' }),
      sourceArn: bus.eventBusArn,
      retentionDays: archiveDays,
    });
    return bus;
  }

  private createPipe(streamArn: string): CfnPipe {
    const { source, 'detail-type': detailType } = sessionExpiredEventSchema.entries;
    return new CfnPipe(this, 'Pipe', {
      description: 'Makes a SessionExpired event of each new session record',
      roleArn: this.createRole(streamArn).roleArn,
      source: streamArn,
      sourceParameters: {
        filterCriteria: { filters: [{ pattern: JSON.stringify({ eventName: ['INSERT'] }) }] },
        dynamoDbStreamParameters: {
          startingPosition: 'TRIM_HORIZON',
          // The most that one PutEvents call takes.
          batchSize: 10,
          onPartialBatchItemFailure: 'AUTOMATIC_BISECT',
          // The stream keeps records for 24 h. A record that is given up after 12 h can still be
          // read from it.
          maximumRecordAgeInSeconds: Duration.hours(12).toSeconds(),
          maximumRetryAttempts: 100,
          deadLetterConfig: { arn: this.deadLetters.queueArn },
        },
      },
      target: this.bus.eventBusArn,
      targetParameters: {
        eventBridgeEventBusParameters: { source: source.literal, detailType: detailType.literal },
        inputTemplate: eventTemplate(),
      },
    });
  }

  private createRole(streamArn: string): Role {
    const allow = (actions: string[], resource: string) =>
      new PolicyStatement({ actions, resources: [resource] });
    return new Role(this, 'PipeRole', {
      assumedBy: new ServicePrincipal('pipes.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      inlinePolicies: {
        Pipe: new PolicyDocument({
          statements: [
            allow(
              [
                'dynamodb:DescribeStream',
                'dynamodb:GetRecords',
                'dynamodb:GetShardIterator',
                'dynamodb:ListStreams',
              ],
              streamArn,
            ),
            allow(['sqs:SendMessage'], this.deadLetters.queueArn),
            allow(['events:PutEvents'], this.bus.eventBusArn),
          ],
        }),
      },
    });
  }
}
