import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export type KeptQueueProps = Pick<QueueProps, 'visibilityTimeout' | 'deadLetterQueue'>;

/** A queue as this app deploys each: encrypted, over TLS only, and with messages kept as long as SQS offers. */
export class KeptQueue extends Queue {
  constructor(scope: Construct, id: string, props: KeptQueueProps = {}) {
    super(scope, id, {
      ...props,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // A message's time goes on when it becomes a dead letter.
      retentionPeriod: Duration.days(14),
    });
  }
}
