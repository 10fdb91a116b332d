import { createServer, type Server } from 'node:http';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { callbackRoutes } from '../../lambda/callback/callback.ts';
import { queryRoutes } from '../../lambda/query/request.ts';
import { readSettings } from '../../lib/settings/read-settings.ts';
import { devStage, type Settings } from '../../lib/settings/settings.ts';
import { callbackJournal } from './callback-journal.ts';
import { type EmbeddedDynamoDb, startEmbeddedDynamoDb, tableName } from './embedded-dynamodb.ts';
import { startFakeSqs } from './fake-sqs.ts';
import { localLambdas } from './local-lambdas.ts';
import { closeServer, listenLocally } from './local-server.ts';
import { refuseForeign } from './loopback-only.ts';
import { startOverflowReplay } from './overflow-replay.ts';
import { pageRoutes } from './page-routes.ts';
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
  /**
   * Takes the Lambdas' log lines.
   * @default - they go nowhere
   */
  readonly log?: ((line: string) => void) | undefined;
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
  /** The DynamoDB that holds the records. */
  readonly dynamoDb: Pick<EmbeddedDynamoDb, 'endpoint' | 'client'>;
  close(): Promise<void>;
}

/**
 * Starts the Lambdas' handlers over HTTP on 127.0.0.1, with the dev stage's settings. DynamoDB is
 * embedded and the queues are in memory.
 *
 * @throws Error that says what to do, if the port is taken
 */
export async function startLocalReceiver(props: LocalReceiverProps): Promise<LocalReceiver> {
  const settings = readSettings(cdkJson.context.stages, devStage);
  const services = await startServices(props.dataDir);
  const { dynamoDb, table, sqs, overflowQueueUrl, deadLetterQueueUrl } = services;

  const client = dynamoDb.client();
  const journal = callbackJournal({
    events: { client, tableName },
    eventsUrl: props.eventsUrl,
    onChange: (entry) => page.showCallback(entry),
  });
  const lambdas = await localLambdas({
    settings,
    tableName,
    endpoints: { dynamoDb: table.endpoint, sqs: sqs.endpoint },
    overflowQueueUrl,
    deadLetterQueueUrl,
    log: props.log ?? (() => {}),
    onCallback: journal.noteOutcome,
  });
  const page = pageRoutes({
    settings,
    journal,
    state: () => ({
      isTableOn: table.isOn(),
      waiting: sqs.messages(overflowQueueUrl).length,
      deadLetters: sqs.messages(deadLetterQueueUrl).length,
      recorded: journal.recorded(),
    }),
    turnTable(isOn) {
      table.turn(isOn);
      if (isOn) replay.hurry();
    },
  });
  const replay = startOverflowReplay({
    sqs,
    queueUrl: overflowQueueUrl,
    load: lambdas.replay,
    onReplayed(uuid, outcome) {
      journal.noteReplay(uuid, outcome);
      page.showState();
    },
  });
  const apis = restApi([
    ...callbackRoutes.map((route) => ({ ...route, handler: journal.watch(lambdas.callback) })),
    ...Object.values(queryRoutes).map((route) => ({ ...route, handler: lambdas.query })),
  ]);
  const server = createServer((request, response) => {
    if (refuseForeign(request, response) || page.answer(request, response)) return;
    apis.emit('request', request, response);
  });
  return {
    url: await listen(server, props.port),
    settings,
    dynamoDb,
    async close() {
      await closeServer(server);
      await replay.close();
      client.destroy();
      await Promise.all([sqs.close(), table.close()]);
      await dynamoDb.close();
    },
  };
}

/** Starts the stand-ins for AWS's services. */
async function startServices(dataDir: string | undefined) {
  const dynamoDb = await startEmbeddedDynamoDb(dataDir);
  const table = await startTableSwitch(dynamoDb.server);
  const sqs = await startFakeSqs();
  return {
    dynamoDb,
    table,
    sqs,
    overflowQueueUrl: `${sqs.endpoint}/000000000000/overflow`,
    deadLetterQueueUrl: `${sqs.endpoint}/000000000000/dead-letters`,
  };
}

/** Resolves to the server's URL once it listens. */
async function listen(server: Server, port: number): Promise<string> {
  try {
    return await listenLocally(server, port);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const hint =
      code === 'EADDRINUSE'
        ? `port ${port} is taken: set PORT to another one, or to 0 for any free one`
        : `port ${port} cannot be used (${code}): set PORT to another one`;
    throw new Error(hint, { cause });
  }
}
