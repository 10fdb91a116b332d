import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { closeServer, listenLocally } from './local-server.ts';

/** A message on the queue. */
export interface FakeMessage {
  readonly messageId: string;
  readonly queueUrl: string;
  readonly body: string;
  /** The message attribute `reason`, if there is one. */
  readonly reason: string | undefined;
}

/** An SQS that keeps messages in memory. Unlike for DynamoDB, there is no embedded SQS. */
export type FakeSqs = Awaited<ReturnType<typeof startFakeSqs>>;

/** Characters that SQS refuses in a message: all that its SendMessage page does not list. */
const refused = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Starts the fake on 127.0.0.1. It knows only `SendMessage`, as the SDK sends it. */
export async function startFakeSqs() {
  let messages: FakeMessage[] = [];
  const server = createServer(async (request, response) => {
    const { QueueUrl, MessageBody, MessageAttributes } = JSON.parse(await text(request));
    response.setHeader('Content-Type', 'application/x-amz-json-1.0');
    if (refused.test(MessageBody)) {
      response.statusCode = 400;
      response.end(JSON.stringify({ __type: 'com.amazonaws.sqs#InvalidMessageContents' }));
      return;
    }
    const messageId = randomUUID();
    const reason = MessageAttributes?.reason?.StringValue;
    messages.push({ messageId, queueUrl: new URL(QueueUrl).pathname, body: MessageBody, reason });
    const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
    response.end(JSON.stringify({ MessageId: messageId, MD5OfMessageBody }));
  });
  const messagesOf = (queueUrl: string) =>
    messages.filter((message) => message.queueUrl === new URL(queueUrl).pathname);
  const remove = (gone: readonly FakeMessage[]) => {
    messages = messages.filter((message) => !gone.includes(message));
  };

  return {
    endpoint: await listenLocally(server),
    /** Returns the queue's messages, oldest first. */
    messages: messagesOf,
    /** Returns the queue's messages, oldest first, and removes them. */
    take(queueUrl: string) {
      const taken = messagesOf(queueUrl);
      remove(taken);
      return taken;
    },
    /** Removes these messages. */
    remove,
    close: () => closeServer(server),
  };
}
