import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { callbackRoute } from '../lambda/callback/callback.ts';
import { queryRoutes } from '../lambda/query/request.ts';
import { type LocalReceiver, startLocalReceiver } from './local/receiver.ts';

const sampleUserId = '123456';

/** Runs the receiver on this machine until it is interrupted. */
async function runLocally(): Promise<void> {
  const { PORT, DATA_DIR } = readEnvironment();
  const receiver = await startLocalReceiver({ port: PORT, dataDir: DATA_DIR });
  console.log(`listening on ${receiver.url}\n\nTry it:\n\n${sampleCurl(receiver)}\n`);
  console.log(`The query API is served here too, without IAM:\n\n${sampleQuery(receiver)}\n`);

  const stop = () => receiver.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function readEnvironment() {
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

function sampleQuery({ url }: LocalReceiver): string {
  return `curl -s '${url}${queryRoutes.list.path}?userId=${sampleUserId}'`;
}

function sampleCurl({ url, settings }: LocalReceiver): string {
  const id = () => randomBytes(16).toString('hex');
  const { secureLogin = 'your-secure-login', providerId } = settings.partners[0] ?? {};
  const body = JSON.stringify({
    secureLogin,
    providerId,
    sessionId: id(),
    userId: sampleUserId,
    token: 'a-token',
    uuid: id(),
  });
  return [
    `curl -s ${url}${callbackRoute.path}`,
    `-H 'Content-Type: application/json'`,
    // A quote in a name would end the shell's.
    `-d '${body.replaceAll("'", '\\u0027')}'`,
  ].join(' \\\n  ');
}

runLocally().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
