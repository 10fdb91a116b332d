import { createHash } from 'node:crypto';
import { paginateScan } from '@aws-sdk/client-dynamodb';
import type { SQSRecord } from 'aws-lambda';
import { mapInParallel } from '../../bin/certify/http/pace.ts';
import { startEmbeddedDynamoDb } from '../../bin/local/embedded-dynamodb.ts';
import { startFakeSqs } from '../../bin/local/fake-sqs.ts';
import { callbackEnvironment } from '../../lib/callback/callback-environment.ts';
import { readSettings } from '../../lib/settings/read-settings.ts';
import { aCallback, demoPartner } from '../builders/callback.ts';
import { type Fault, startFaultyProxy } from './faulty-proxy.ts';
import { deliver } from './provider.ts';
import { type ServedHandler, serveHandler } from './served-handler.ts';

/** A way for things to go wrong while callbacks arrive. */
export interface Scenario {
  readonly name: string;
  readonly table: Fault;
  /** @default 'none' */
  readonly queue?: Fault;
  /** Milliseconds after which both are well again, while callbacks still arrive. */
  readonly recoversAfterMs?: number;
  /** Kills the handler's process at random moments. */
  readonly kills?: boolean;
  readonly callbacks: number;
}

/** What a scenario ended in, once everything was well again and the queue replayed. */
export interface Result {
  readonly sent: number;
  /** Callbacks that were answered 0. */
  readonly accepted: number;
  /** Records in the table. */
  readonly found: number;
  /** Callbacks that were answered 0 and have no record. */
  readonly lost: number;
  /** Records beyond one for each callback. */
  readonly duplicated: number;
  /** Records that differ from what was sent. */
  readonly altered: number;
  readonly slowestMs: number;
  /** Deliveries whose connection broke: none, unless the process was killed. */
  readonly broken: number;
}

const tableName = 'SessionRecords';
const concurrency = 50;

/** An embedded DynamoDB and a fake SQS behind proxies that make faults, and a handler in a process of its own. */
export async function startFaultBench() {
  const dynamoDb = await startEmbeddedDynamoDb();
  await dynamoDb.createSessionRecordTable(tableName);
  const sqs = await startFakeSqs();
  const table = await startFaultyProxy(dynamoDb.endpoint);
  const queue = await startFaultyProxy(sqs.endpoint);
  const overflowQueueUrl = `${queue.endpoint}/000000000000/overflow`;
  const deadLetterQueueUrl = `${sqs.endpoint}/000000000000/dead-letters`;
  const credentials = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
  const settings = readSettings({ dev: { partners: [demoPartner] } }, 'dev');
  const served = await serveHandler({
    ...callbackEnvironment({ settings, stage: 'dev', tableName, overflowQueueUrl }),
    ...credentials,
    AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
    AWS_ENDPOINT_URL_SQS: queue.endpoint,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  });
  // The real replay, whose module reads its environment when it is loaded.
  Object.assign(process.env, credentials, {
    TABLE_NAME: tableName,
    STAGE: 'dev',
    DEAD_LETTER_QUEUE_URL: deadLetterQueueUrl,
    AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.endpoint,
    AWS_ENDPOINT_URL_SQS: sqs.endpoint,
    POWERTOOLS_METRICS_DISABLED: 'true',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  });
  const { handler: replay } = await import('../../lambda/replay/handler.ts');

  const becomeWell = () => Promise.all([table.become('none'), queue.become('none')]);

  const replayQueue = async (): Promise<void> => {
    const messages = sqs
      .take(overflowQueueUrl)
      .map(({ messageId, body }) => ({ messageId, body }) as SQSRecord);
    for (let i = 0; i < messages.length; i += 10) {
      const { batchItemFailures } = await replay({ Records: messages.slice(i, i + 10) });
      if (batchItemFailures.length > 0) throw new Error('the replay failed although everything is well');
    }
    if (sqs.take(deadLetterQueueUrl).length > 0) throw new Error('the replay set callbacks aside');
  };

  const readTable = async () => {
    const client = dynamoDb.client();
    const items = [];
    for await (const page of paginateScan({ client }, { TableName: tableName }))
      items.push(...(page.Items ?? []));
    client.destroy();
    return items.map((item) =>
      Object.fromEntries(Object.entries(item).map(([name, { S, N }]) => [name, S ?? N])),
    );
  };

  return {
    async run(scenario: Scenario): Promise<Result> {
      const session = `${scenario.name} ${Date.now()}`;
      const callbacks = Array.from({ length: scenario.callbacks }, (_, i) =>
        aCallback({ sessionId: session, userId: `user-${i}` }),
      );
      // A fresh process, as the SDK spends its retries over a process's life.
      await served.killAndRestart();
      await Promise.all([table.become(scenario.table), queue.become(scenario.queue ?? 'none')]);
      const recovery = scenario.recoversAfterMs && setTimeout(becomeWell, scenario.recoversAfterMs);
      const stopKilling = scenario.kills ? killAtRandom(served) : undefined;
      const deliveries = await mapInParallel(concurrency, callbacks, (callback) =>
        deliver(served.url, callback),
      );
      await stopKilling?.();
      clearTimeout(recovery || undefined);
      await becomeWell();
      await replayQueue();

      const records = (await readTable()).filter(({ sessionId }) => sessionId === session);
      const recordOf = new Map(records.map((record) => [record['uuid'], record]));
      const accepted = callbacks.filter((_, i) => deliveries[i]?.isAccepted);
      return {
        sent: callbacks.length,
        accepted: accepted.length,
        found: records.length,
        lost: accepted.filter(({ uuid }) => !recordOf.has(uuid)).length,
        duplicated: records.length - callbacks.filter(({ uuid }) => recordOf.has(uuid)).length,
        altered: callbacks.filter((callback) => isAltered(callback, recordOf.get(callback.uuid))).length,
        slowestMs: Math.max(...deliveries.map(({ slowestMs }) => slowestMs)),
        broken: deliveries.reduce((total, { broken }) => total + broken, 0),
      };
    },

    async close(): Promise<void> {
      served.stop();
      await Promise.all([table.close(), queue.close()]);
      sqs.close();
      await dynamoDb.close();
    },
  };
}

function isAltered(
  { token, ...sent }: ReturnType<typeof aCallback>,
  record?: Record<string, unknown>,
): boolean {
  if (record === undefined) return false;
  const tokenSha256 = createHash('sha256').update(token).digest('hex');
  return Object.entries({ ...sent, tokenSha256 }).some(([name, value]) => record[name] !== value);
}

/** Kills the handler every 0.5 to 2 s, until the returned function is called, which leaves it running. */
function killAtRandom(served: ServedHandler): () => Promise<void> {
  let isOn = true;
  const killing = (async () => {
    while (isOn) {
      await new Promise((resolve) => setTimeout(resolve, 500 + Math.random() * 1_500));
      if (isOn) await served.killAndRestart();
    }
  })();
  return () => {
    isOn = false;
    return killing;
  };
}
