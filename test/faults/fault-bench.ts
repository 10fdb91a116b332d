import { createHash } from 'node:crypto';
import { paginateScan } from '@aws-sdk/client-dynamodb';
import type { SQSRecord } from 'aws-lambda';
import { mapInParallel } from '../../bin/certify/http/pace.ts';
import { startEmbeddedDynamoDb } from '../../bin/local/embedded-dynamodb.ts';
import { startFakeSqs } from '../../bin/local/fake-sqs.ts';
import { callbackEnvironment } from '../../lib/callback/callback-environment.ts';
import { readSettings } from '../../lib/settings/read-settings.ts';
import { aCallback, demoPartner } from '../builders/callback.ts';
import { certificateFile } from './certificate-file.ts';
import { makeNamesFolder } from './faulty-names.ts';
import { type Fault, startFaultyProxy } from './faulty-proxy.ts';
import { deliver } from './provider.ts';
import { type ServedHandler, serveHandler } from './served-handler.ts';

/** A fault while callbacks arrive. */
export interface Scenario {
  readonly name: string;
  readonly table: Fault;
  /** @default 'none' */
  readonly queue?: Fault;
  /** Milliseconds until table and queue recover. Callbacks still arrive then. */
  readonly recoversAfterMs?: number;
  /**
   * Whether the fault is there before the handler's process starts. The process then opens no
   * connection before the fault.
   * @default false
   */
  readonly isFromStart?: boolean;
  /**
   * A text at the end of each callback's userId.
   * @default - none
   */
  readonly text?: string;
  /** Whether the handler's process is killed at random moments. */
  readonly kills?: boolean;
  readonly callbacks: number;
}

/** The result of a scenario, after the recovery and the replay. */
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
  /** Records that differ from the sent callback. */
  readonly altered: number;
  readonly slowestMs: number;
  /** Whether the first callback after the recovery was in the table at its answer. */
  readonly isNextRecorded: boolean;
  /** Deliveries whose connection broke. There are none unless the process was killed. */
  readonly broken: number;
}

const tableName = 'SessionRecords';
const concurrency = 50;

/**
 * Starts an embedded DynamoDB and a fake SQS behind faulty proxies, with a handler in a process of
 * its own.
 */
export async function startFaultBench() {
  const dynamoDb = await startEmbeddedDynamoDb();
  await dynamoDb.createSessionRecordTable(tableName);
  const sqs = await startFakeSqs();
  const names = makeNamesFolder();
  const table = await startFaultyProxy('table.test', dynamoDb.endpoint);
  const queue = await startFaultyProxy('queue.test', sqs.endpoint);
  const overflowQueueUrl = `${queue.endpoint}/000000000000/overflow`;
  const deadLetterQueueUrl = `${sqs.endpoint}/000000000000/dead-letters`;
  const credentials = {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  const settings = readSettings({ dev: { partners: [demoPartner] } }, 'dev');
  const served = await serveHandler({
    ...callbackEnvironment({ settings, stage: 'dev', tableName, overflowQueueUrl }),
    ...credentials,
    ...names,
    NODE_EXTRA_CA_CERTS: certificateFile,
    AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
    AWS_ENDPOINT_URL_SQS: queue.endpoint,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  });
  // The real replay. Its module reads the environment when it loads.
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
      if (batchItemFailures.length > 0)
        throw new Error('the replay failed although everything is well');
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
        aCallback({ sessionId: session, userId: `user-${i}${scenario.text ?? ''}` }),
      );
      const breakDown = () =>
        Promise.all([table.become(scenario.table), queue.become(scenario.queue ?? 'none')]);
      if (scenario.isFromStart) await breakDown();
      // A fresh process, since the SDK spends its retries over a process's life.
      const isSecure = scenario.table === 'never answers a TLS handshake';
      await served.killAndRestart({
        AWS_ENDPOINT_URL_DYNAMODB: isSecure ? table.secureEndpoint : table.endpoint,
      });
      await breakDown();
      const recovery = scenario.recoversAfterMs && setTimeout(becomeWell, scenario.recoversAfterMs);
      const stopKilling = scenario.kills ? killAtRandom(served) : undefined;
      const deliveries = await mapInParallel(concurrency, callbacks, (callback) =>
        deliver(served.url, callback),
      );
      await stopKilling?.();
      clearTimeout(recovery || undefined);
      await becomeWell();
      const next = aCallback();
      await deliver(served.url, next);
      const isNextRecorded = (await readTable()).some(({ uuid }) => uuid === next.uuid);
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
        altered: callbacks.filter((callback) => isAltered(callback, recordOf.get(callback.uuid)))
          .length,
        slowestMs: Math.max(...deliveries.map(({ slowestMs }) => slowestMs)),
        isNextRecorded,
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
  { token, secureLogin, ...sent }: ReturnType<typeof aCallback>,
  record?: Record<string, unknown>,
): boolean {
  if (record === undefined) return false;
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const digests = { tokenSha256: sha256(token), secureLoginSha256: sha256(secureLogin) };
  return Object.entries({ ...sent, ...digests }).some(([name, value]) => record[name] !== value);
}

/**
 * Kills the handler every 0.5 to 2 s. Returns a function that stops this and leaves the handler
 * running.
 */
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
