import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export type FourteenDayQueueProps = Pick<QueueProps, 'visibilityTimeout' | 'deadLetterQueue'>;

/**
 * A queue with this app's defaults: encrypted, TLS only, and messages kept for 14 days, the longest
 * that SQS offers.
 */
export class FourteenDayQueue extends Queue {
  constructor(scope: Construct, id: string, props: FourteenDayQueueProps = {}) {
    super(scope, id, {
      ...props,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // A message's age still counts after it becomes a dead letter.
      retentionPeriod: Duration.days(14),
    });
  }
}
