import { SendMessageCommand, SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import type { SessionRecord } from '../records/session-record.ts';
import { AttemptHandler } from '../shared/attempt-handler.ts';
import { toOverflowMessage } from './overflow-message.ts';

/** Returns a function that sends a record's message to the queue on SQS. */
export function sqsSender(QueueUrl: string, settings: SQSClientConfig = {}) {
  const client = new SQSClient({
    maxAttempts: 2,
    requestHandler: new AttemptHandler({ connectionMs: 500, attemptMs: 650 }),
    ...settings,
  });
  return async (record: SessionRecord, abortSignal: AbortSignal): Promise<void> => {
    const message = new SendMessageCommand({ QueueUrl, MessageBody: toOverflowMessage(record) });
    await client.send(message, { abortSignal });
  };
}
