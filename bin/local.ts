import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';
import cdkJson from '../cdk.json' with { type: 'json' };
import { callbackRoute } from '../lambda/callback/route.ts';
import { callbackEnvironment } from '../lib/callback-environment.ts';
import { devStage, readSettings, type Settings } from '../lib/settings.ts';
import { startEmbeddedDynamoDb } from './local/embedded-dynamodb.ts';
import { restApi } from './local/rest-api.ts';

/** Runs the receiver on this machine, with the dev stage's settings and an embedded DynamoDB, until it is interrupted. */
async function runLocally(): Promise<void> {
  const { PORT, DATA_DIR } = readLocalEnvironment();
  const settings = readSettings(cdkJson.context.stages, devStage);
  const tableName = 'SessionRecords';
  const dynamoDb = await startEmbeddedDynamoDb(DATA_DIR);
  await dynamoDb.createSessionRecordTable(tableName);

  // A profile of the developer's would win over these credentials, and reach for AWS.
  delete process.env['AWS_PROFILE'];
  Object.assign(process.env, {
    ...callbackEnvironment({ settings, stage: devStage, tableName }),
    AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    POWERTOOLS_METRICS_DISABLED: 'true',
  });
  const { handler } = await import('../lambda/callback/handler.ts');

  const server = restApi([{ ...callbackRoute, handler }]);
  const url = await listen(server, PORT);
  console.log(`listening on ${url}\n\nTry it:\n\n${sampleCurl(url, settings)}\n`);

  const stop = () => {
    server.close(() => dynamoDb.close().then(() => process.exit(0)));
    server.closeAllConnections();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

/** Resolves to the server's URL once it listens. */
async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      const hint = `port ${port} is taken: set PORT to another one, or to 0 for any free one`;
      reject(isTaken ? new Error(hint, { cause: error }) : error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function readLocalEnvironment() {
  const hint = 'PORT must be a whole number from 0 to 65535';
  const schema = v.object({
    PORT: v.optional(
      v.pipe(v.string(), v.regex(/^\d{1,5}$/, hint), v.toNumber(), v.maxValue(65_535, hint)),
      '3000',
    ),
    DATA_DIR: v.optional(v.string()),
  });
  const { success, output, issues } = v.safeParse(schema, process.env);
  if (!success) throw new Error(issues[0].message);
  return { ...output, DATA_DIR: output.DATA_DIR || undefined };
}

function sampleCurl(url: string, { partners: [partner] }: Settings): string {
  const id = () => randomBytes(16).toString('hex');
  const body = JSON.stringify({
    ...partner,
    sessionId: id(),
    userId: '123456',
    token: 'a-token',
    uuid: id(),
  });
  return [
    `curl -s ${url}${callbackRoute.path}`,
    `-H 'Content-Type: application/json'`,
    `-d '${body.replaceAll("'", '\\u0027')}'`,
  ].join(' \\\n  ');
}

runLocally().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
