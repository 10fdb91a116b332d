import { setTimeout as sleep } from 'node:timers/promises';
import { paginateScan } from '@aws-sdk/client-dynamodb';
import type { SQSRecord } from 'aws-lambda';
import { startEmbeddedDynamoDb, tableName } from '../../bin/local/embedded-dynamodb.ts';
import { startFakeSqs } from '../../bin/local/fake-sqs.ts';
import { localClientSettings } from '../../bin/local/local-server.ts';
import { callbackLambda } from '../../lambda/callback/callback-lambda.ts';
import { dynamoDbSessionRecordStore } from '../../lambda/records/session-record-store.ts';
import { replayHandler } from '../../lambda/replay/replay-handler.ts';
import { callbackEnvironment } from '../../lib/callback/callback-environment.ts';
import { readSettings } from '../../lib/settings/read-settings.ts';
import { demoPartner } from '../builders/callback.ts';
import { lookupMs, startFaultyNames } from './faulty-names.ts';
import { certificateFile, startFaultyProxy } from './faulty-proxy.ts';
import { type ServedHandler, serveHere, serveInProcess } from './served-handler.ts';

const names = ['table.test', 'queue.test'] as const;

/**
 * Starts an embedded DynamoDB and a fake SQS behind faulty proxies.
 *
 * @param hasNames whether they are reached by names that can hang
 */
export async function startFaultBench(hasNames: boolean) {
  const faultyNames = hasNames ? await startFaultyNames(names) : undefined;
  const hang = (name: string) => (isHanging: boolean) => faultyNames?.hang(name, isHanging);
  const dynamoDb = await startEmbeddedDynamoDb();
  const sqs = await startFakeSqs();
  const client = dynamoDb.client();
  const table = await startFaultyProxy(dynamoDb.endpoint, hang(names[0]));
  const queue = await startFaultyProxy(sqs.endpoint, hang(names[1]));
  const settings = readSettings({ dev: { partners: [demoPartner] } }, 'dev');
  const queueUrl = (endpoint: string) => `${endpoint}/000000000000/overflow`;
  const variables = (endpoint: string) =>
    callbackEnvironment({
      settings,
      stage: 'dev',
      tableName,
      overflowQueueUrl: queueUrl(endpoint),
    });

  const replay = replayHandler({
    store: dynamoDbSessionRecordStore({ client, tableName, writeBudgetMs: 10_000 }),
    deadLetters: { put: () => Promise.reject(new Error('no callback may be set aside')) },
    report: () => {},
  });

  let served: ServedHandler | undefined;

  return {
    table,
    queue,
    /** Resolves once no lookup hangs any more. */
    async becomeWell() {
      const neverResolved = [table, queue].some(
        ({ fault }) => fault() === 'has a name that never resolves',
      );
      await Promise.all([table.become('none'), queue.become('none')]);
      if (neverResolved) await sleep(lookupMs);
    },

    /** Starts the callback's Lambda in this process. */
    async serve(): Promise<void> {
      const handler = await callbackLambda(variables(queue.endpoint), {
        dynamoDb: localClientSettings(table.endpoint),
        sqs: localClientSettings(queue.endpoint),
        report: () => {},
      });
      served = await serveHere(handler);
    },

    /** Starts it in a process of its own, which looks up the names of table and queue. */
    async serveInProcess({ isSecure = false }): Promise<void> {
      const at = (service: typeof table, name: string) =>
        hasNames ? service.endpoint.replace('127.0.0.1', name) : service.endpoint;
      const queueEndpoint = at(queue, names[1]);
      const environment = {
        ...variables(queueEndpoint),
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_ENDPOINT_URL_DYNAMODB: isSecure ? table.secureEndpoint : at(table, names[0]),
        AWS_ENDPOINT_URL_SQS: queueEndpoint,
        NODE_EXTRA_CA_CERTS: certificateFile,
        POWERTOOLS_LOG_LEVEL: 'SILENT',
      };
      served = await serveInProcess(environment, faultyNames?.command);
    },

    url: () => (served as ServedHandler).url(),
    kill: () => served?.kill(),

    /** Replays the queue as the replay's Lambda does, without a fault. */
    async replayQueue(): Promise<void> {
      const messages = sqs
        .take(queueUrl(sqs.endpoint))
        .map(({ messageId, body }) => ({ messageId, body }) as SQSRecord);
      for (let i = 0; i < messages.length; i += 10) {
        const { batchItemFailures } = await replay({ Records: messages.slice(i, i + 10) });
        if (batchItemFailures.length > 0)
          throw new Error('the replay failed although everything is well');
      }
    },

    async readTable() {
      const items = [];
      for await (const page of paginateScan({ client }, { TableName: tableName }))
        items.push(...(page.Items ?? []));
      return items.map(({ requestIds, ...item }) => ({
        content: Object.fromEntries(
          Object.entries(item).map(([name, { S, N }]) => [name, S ?? N]),
        ) as Record<string, string | undefined>,
        deliveries: requestIds?.SS?.length ?? 0,
      }));
    },

    async close(): Promise<void> {
      served?.stop();
      await Promise.all([table.close(), queue.close()]);
      client.destroy();
      sqs.close();
      await dynamoDb.close();
      faultyNames?.close();
    },
  };
}
