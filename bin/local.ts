import * as v from 'valibot';
import { callbackRoute } from '../lambda/callback/callback.ts';
import { queryRoutes } from '../lambda/query/request.ts';
import { exitStatus } from './kit/exit.ts';
import { runCommand, untilInterrupted } from './kit/run-command.ts';
import { sampleCallback, sampleUserId } from './local/callbacks-to-send.ts';
import { type LocalReceiver, startLocalReceiver } from './local/receiver.ts';

/** Runs the receiver on this machine until it is interrupted. */
async function runLocally(): Promise<number> {
  const { PORT, DATA_DIR, EVENTS_URL } = readEnvironment();
  const receiver = await startLocalReceiver({
    port: PORT,
    dataDir: DATA_DIR,
    eventsUrl: EVENTS_URL,
    log: (line) => console.log(line),
  });
  console.log(`Open ${receiver.url}/ in a browser to send callbacks and watch them arrive.\n`);
  console.log(`Or send one from a terminal:\n\n${sampleCurl(receiver)}\n`);
  if (EVENTS_URL !== undefined) {
    console.log(`EVENTS_URL gets the event of each new record: ${withoutSecrets(EVENTS_URL)}\n`);
  }
  console.log(`The query API is served here too, without IAM:\n\n${sampleQuery(receiver)}\n`);

  await untilInterrupted();
  await receiver.close();
  return exitStatus.well;
}

function readEnvironment() {
  const hint = 'PORT must be a whole number from 0 to 65535';
  const schema = v.object({
    PORT: v.optional(
      v.pipe(v.string(), v.regex(/^\d{1,5}$/, hint), v.toNumber(), v.maxValue(65_535, hint)),
      '3000',
    ),
    DATA_DIR: v.optional(v.string()),
    EVENTS_URL: v.optional(
      v.pipe(
        v.string(),
        v.check(
          isEventsUrl,
          'EVENTS_URL must be a URL that begins with http:// or https://, without a password',
        ),
      ),
    ),
  });
  const { success, output, issues } = v.safeParse(schema, process.env);
  if (!success) throw new Error(issues[0].message);
  const { DATA_DIR, EVENTS_URL } = output;
  return { ...output, DATA_DIR: DATA_DIR || undefined, EVENTS_URL: EVENTS_URL || undefined };
}

/** Returns whether events can be posted to a URL. An empty variable means no URL, and is fine. */
function isEventsUrl(text: string): boolean {
  if (text === '') return true;
  const { protocol, username, password } = URL.parse(text) ?? {};
  return /^https?:$/.test(protocol ?? '') && `${username}${password}` === '';
}

/** Returns a URL without its query, which may be a secret. */
function withoutSecrets(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

function sampleQuery({ url }: LocalReceiver): string {
  return `curl -s --noproxy '*' '${url}${queryRoutes.list.path}?userId=${sampleUserId}'`;
}

function sampleCurl({ url, settings }: LocalReceiver): string {
  const body = JSON.stringify(sampleCallback(settings));
  return [
    `curl -s --noproxy '*' ${url}${callbackRoute.path}`,
    `-H 'Content-Type: application/json'`,
    // A quote in a name would end the shell's quote.
    `-d '${body.replaceAll("'", '\\u0027')}'`,
  ].join(' \\\n  ');
}

await runCommand({
  name: 'npm start',
  run: runLocally,
  explain: (error) => (error instanceof Error ? error.message : undefined),
});
