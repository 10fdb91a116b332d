import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { removalPolicy } from './removal-policy.ts';

export interface KeptQueueProps extends Pick<QueueProps, 'visibilityTimeout' | 'deadLetterQueue'> {
  /** Whether the messages outlive the stack. */
  readonly isProtected: boolean;
}

/** A queue as this app deploys each: encrypted, over TLS only, and with messages kept as long as SQS offers. */
export class KeptQueue extends Queue {
  constructor(scope: Construct, id: string, { isProtected, ...props }: KeptQueueProps) {
    super(scope, id, {
      ...props,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // A message's time goes on when it becomes a dead letter.
      retentionPeriod: Duration.days(14),
      removalPolicy: removalPolicy(isProtected),
    });
  }
}
