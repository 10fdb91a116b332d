import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { APIGatewayProxyResult, SQSBatchResponse } from 'aws-lambda';
import { localClientSettings } from '../../bin/local/local-server.ts';
import { restApi } from '../../bin/local/rest-api.ts';
import type { FakeAws } from './fake-aws.ts';
import { type Sandboxes, startSandboxes } from './sandbox.ts';

/** Deployed code behind HTTP. */
export interface ServedDeployment {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Serves the routes of every deployed API at one URL, without IAM. Also feeds the queues'
 * functions.
 */
export async function serveDeployment({
  describe,
  environment,
}: FakeAws): Promise<ServedDeployment> {
  const { functions, routes, queues } = await describe();
  const sandboxes = new Map<string, Sandboxes>();
  const used = new Set([...routes, ...queues].map(({ functionArn }) => functionArn));
  for (const each of functions.filter(({ arn }) => used.has(arn))) {
    sandboxes.set(each.arn, await startSandboxes(each, environment));
  }
  const sandboxesOf = ({ functionArn }: { functionArn: string }) => {
    const found = sandboxes.get(functionArn);
    if (found === undefined) throw new Error(`${functionArn} was not deployed`);
    return found;
  };
  const server = restApi(
    routes.map((route) => ({
      ...route,
      handler: (event, context) =>
        sandboxesOf(route).invoke(event, { ...context }) as Promise<APIGatewayProxyResult>,
    })),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stopping = new AbortController();
  const feeding = queues.map((queue) =>
    feed(queue.url, sandboxesOf(queue), environment['AWS_ENDPOINT_URL'] ?? '', stopping.signal),
  );
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      stopping.abort();
      await Promise.all(feeding);
      server.closeAllConnections();
      server.close();
      for (const each of sandboxes.values()) each.stop();
    },
  };
}

/**
 * Feeds a function as Lambda's event source does. Messages that the function does not report are
 * deleted.
 */
async function feed(
  QueueUrl: string,
  sandboxes: Sandboxes,
  endpoint: string,
  signal: AbortSignal,
): Promise<void> {
  const sqs = new SQSClient(localClientSettings(endpoint));
  while (!signal.aborted) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length > 0) {
      const Records = Messages.map(({ MessageId, Body }) => ({ messageId: MessageId, body: Body }));
      const { batchItemFailures } = (await sandboxes.invoke({ Records }, {})) as SQSBatchResponse;
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      const isDone = ({ MessageId }: Message) => !failed.has(MessageId ?? '');
      for (const { ReceiptHandle } of Messages.filter(isDone)) {
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
    await sleep(300);
  }
  sqs.destroy();
}
