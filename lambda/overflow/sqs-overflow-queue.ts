import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SessionRecord } from '../records/session-record.ts';
import { AttemptHandler } from '../shared/attempt-handler.ts';
import { toOverflowMessage } from './overflow-message.ts';

const client = new SQSClient({
  maxAttempts: 2,
  requestHandler: new AttemptHandler({ connectionMs: 500, attemptMs: 650 }),
});

/** Sends a record's message to the queue on SQS. */
export async function sendToOverflowQueue(
  queueUrl: string,
  record: SessionRecord,
  abortSignal: AbortSignal,
): Promise<void> {
  const message = new SendMessageCommand({
    QueueUrl: queueUrl,
    MessageBody: toOverflowMessage(record),
  });
  await client.send(message, { abortSignal });
}
