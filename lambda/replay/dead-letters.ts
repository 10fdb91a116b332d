import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Keeps the messages that cannot be replayed, for a person to examine. */
export interface DeadLetters {
  /** Sets a message aside with the reason. */
  put(body: string, reason: string): Promise<void>;
}

/**
 * Returns the dead letters on SQS. A dead letter has the original body, and the reason as the
 * message attribute `reason`.
 */
export function sqsDeadLetters(client: SQSClient, queueUrl: string): DeadLetters {
  return {
    async put(body, reason) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: body,
          MessageAttributes: { reason: { DataType: 'String', StringValue: reason } },
        }),
      );
    },
  };
}
