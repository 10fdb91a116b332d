import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { callbackRoutes } from '../../lambda/callback/callback.ts';
import type { QueryEnvironmentVariables } from '../../lambda/query/environment.ts';
import { queryRoutes } from '../../lambda/query/request.ts';
import { callbackEnvironment } from '../../lib/callback/callback-environment.ts';
import { readSettings } from '../../lib/settings/read-settings.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { devStage } from '../../lib/settings/unsafe-settings.ts';
import { startEmbeddedDynamoDb } from './embedded-dynamodb.ts';
import { restApi } from './rest-api.ts';

export interface LocalReceiverProps {
  /** TCP port on 127.0.0.1; 0 for any free one. */
  readonly port: number;
  /**
   * Folder that keeps the records.
   * @default - in memory, gone at the end
   */
  readonly dataDir?: string | undefined;
}

/** The receiver on this machine: the callback's route, and the query API's, which take no signature here. */
export interface LocalReceiver {
  /** Where it listens, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** The dev stage's settings, which it runs with. */
  readonly settings: Settings;
  close(): Promise<void>;
}

/**
 * Starts the Lambdas' handlers over HTTP on 127.0.0.1, with the dev stage's settings and an embedded DynamoDB. Once in a process,
 * since the handlers read its environment, which this sets.
 *
 * @throws Error that says what to do, when the port is taken
 */
export async function startLocalReceiver({ port, dataDir }: LocalReceiverProps): Promise<LocalReceiver> {
  const settings = readSettings(cdkJson.context.stages, devStage);
  const tableName = 'SessionRecords';
  const dynamoDb = await startEmbeddedDynamoDb(dataDir);
  await dynamoDb.createSessionRecordTable(tableName);

  // A profile of the developer's would win over these credentials, and reach for AWS.
  delete process.env['AWS_PROFILE'];
  Object.assign(process.env, {
    ...callbackEnvironment({ settings, stage: devStage, tableName }),
    ...({ TABLE_NAME: tableName } satisfies QueryEnvironmentVariables),
    AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
  const { handler } = await import('../../lambda/callback/handler.ts');
  const { handler: queryHandler } = await import('../../lambda/query/handler.ts');

  const queries = Object.values(queryRoutes).map((route) => ({ ...route, handler: queryHandler }));
  const callbacks = callbackRoutes.map((route) => ({ ...route, handler }));
  const server = restApi([...callbacks, ...queries]);
  const url = await listen(server, port);
  return {
    url,
    settings,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await dynamoDb.close();
    },
  };
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
