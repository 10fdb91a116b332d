import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { callbackRoutes } from '../../lambda/callback/callback.ts';
import type { QueryEnvironmentVariables } from '../../lambda/query/query-lambda.ts';
import { queryRoutes } from '../../lambda/query/request.ts';
import type { ReplayEnvironmentVariables } from '../../lambda/replay/replay-lambda.ts';
import { callbackEnvironment } from '../../lib/callback/callback-environment.ts';
import { readSettings } from '../../lib/settings/read-settings.ts';
import { devStage, type Settings } from '../../lib/settings/settings.ts';
import { callbackJournal } from './callback-journal.ts';
import { type CallbackWatch, watchCallbacks } from './callback-watch.ts';
import { startEmbeddedDynamoDb } from './embedded-dynamodb.ts';
import { startFakeSqs } from './fake-sqs.ts';
import { refuseForeign } from './loopback-only.ts';
import { startOverflowReplay } from './overflow-replay.ts';
import { type PageRoutes, pageRoutes } from './page-routes.ts';
import { restApi } from './rest-api.ts';
import { startTableSwitch } from './table-switch.ts';

/** The port, the folder and the event target of the local receiver. */
export interface LocalReceiverProps {
  /** TCP port on 127.0.0.1. 0 means any free one. */
  readonly port: number;
  /**
   * Folder for the records.
   * @default - in memory, gone at the end
   */
  readonly dataDir?: string | undefined;
  /**
   * URL that gets each new record's event by POST, as from EventBridge's API destination.
   * @default - the page only shows the events
   */
  readonly eventsUrl?: string | undefined;
}

/**
 * The receiver on this machine. It serves the callback, the query API without signatures, and the
 * page.
 */
export interface LocalReceiver {
  /** The server's URL, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** The dev stage's settings, which the receiver runs with. */
  readonly settings: Settings;
  close(): Promise<void>;
}

const tableName = 'SessionRecords';

/**
 * Starts the Lambdas' handlers over HTTP on 127.0.0.1, with the dev stage's settings. DynamoDB is
 * embedded and the queues are in memory. Only one receiver fits in a process: it sets environment
 * variables that the handlers read once.
 *
 * @throws Error that says what to do, if the port is taken
 */
export async function startLocalReceiver(props: LocalReceiverProps): Promise<LocalReceiver> {
  const settings = readSettings(cdkJson.context.stages, devStage);
  const services = await startServices(props.dataDir);
  const { dynamoDb, table, sqs, overflowQueueUrl, deadLetterQueueUrl } = services;
  setEnvironment(settings, services);

  const client = dynamoDb.client();
  const journal = callbackJournal();
  const watch = watchCallbacks({
    journal,
    events: { client, tableName },
    eventsUrl: props.eventsUrl,
  });
  const page = pageRoutes({
    settings,
    journal,
    state: () => ({
      isTableOn: table.isOn,
      waiting: sqs.messages(overflowQueueUrl).length,
      deadLetters: sqs.messages(deadLetterQueueUrl).length,
      recorded: watch.recorded,
    }),
    turnTable(isOn) {
      table.turn(isOn);
      if (isOn) replay.hurry();
    },
  });
  const replay = startOverflowReplay({
    sqs,
    queueUrl: overflowQueueUrl,
    onReplayed(uuid, outcome) {
      watch.noteReplay(uuid, outcome);
      page.showState();
    },
  });
  const server = await serve(watch, page);
  const url = await listen(server, props.port);
  return {
    url,
    settings,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await replay.close();
      watch.close();
      client.destroy();
      await services.close();
    },
  };
}

type Services = Awaited<ReturnType<typeof startServices>>;

/** Starts the stand-ins for AWS's services. */
async function startServices(dataDir: string | undefined) {
  const dynamoDb = await startEmbeddedDynamoDb(dataDir);
  await dynamoDb.createSessionRecordTable(tableName);
  const table = await startTableSwitch(dynamoDb.server);
  const sqs = await startFakeSqs();
  return {
    dynamoDb,
    table,
    sqs,
    overflowQueueUrl: `${sqs.endpoint}/000000000000/overflow`,
    deadLetterQueueUrl: `${sqs.endpoint}/000000000000/dead-letters`,
    async close() {
      sqs.close();
      table.close();
      await dynamoDb.close();
    },
  };
}

function setEnvironment(settings: Settings, services: Services): void {
  const { table, sqs, overflowQueueUrl, deadLetterQueueUrl } = services;
  // A developer's AWS profile would replace these credentials, and requests would go to AWS.
  delete process.env['AWS_PROFILE'];
  Object.assign(process.env, {
    ...callbackEnvironment({ settings, stage: devStage, tableName, overflowQueueUrl }),
    ...({ TABLE_NAME: tableName } satisfies QueryEnvironmentVariables),
    ...({
      TABLE_NAME: tableName,
      STAGE: devStage,
      DEAD_LETTER_QUEUE_URL: deadLetterQueueUrl,
    } satisfies ReplayEnvironmentVariables),
    AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
    AWS_ENDPOINT_URL_SQS: sqs.endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
}

/** Resolves to the server of the page and of the APIs. It answers only callers on this machine. */
async function serve({ watch }: CallbackWatch, page: PageRoutes): Promise<Server> {
  const { handler } = await import('../../lambda/callback/handler.ts');
  const { handler: queryHandler } = await import('../../lambda/query/handler.ts');
  const queries = Object.values(queryRoutes).map((route) => ({ ...route, handler: queryHandler }));
  const watched = watch(handler);
  const callbacks = callbackRoutes.map((route) => ({ ...route, handler: watched }));
  const apis = restApi([...callbacks, ...queries]);
  return createServer((request, response) => {
    if (refuseForeign(request, response) || page.answer(request, response)) return;
    apis.emit('request', request, response);
  });
}

/** Resolves to the server's URL once it listens. */
async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      const hint = `port ${port} is taken: set PORT to another one, or to 0 for any free one`;
      const why = `port ${port} cannot be used (${error.code}): set PORT to another one`;
      reject(new Error(isTaken ? hint : why, { cause: error }));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
