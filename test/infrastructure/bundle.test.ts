import { execFile, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startEmbeddedDynamoDb } from '../../bin/local/embedded-dynamodb.ts';
import { callbackEnvironment } from '../../lib/callback-environment.ts';
import { readSettings } from '../../lib/settings.ts';
import { aCallback, demoPartner } from '../builders/callback.ts';
import { aCallbackEvent } from '../builders/proxy-event.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'bundle-'));
const out = path.join(folder, 'cdk.out');
const alone = path.join(folder, 'alone');

beforeAll(async () => {
  await promisify(execFile)('npx', ['cdk', 'synth', '-q', '-o', out], { env: withoutAws() });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

function withoutAws(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
}

/** Copies the bundle of the Lambda whose asset holds it to an empty folder and returns its path there. */
function isolateBundle(): string {
  const asset = readdirSync(out).find((name) => name.startsWith('asset.') && !name.endsWith('.zip'));
  rmSync(alone, { recursive: true, force: true });
  const target = mkdtempSync(`${alone}-`);
  copyFileSync(path.join(out, asset ?? '', 'index.mjs'), path.join(target, 'index.mjs'));
  return path.join(target, 'index.mjs');
}

/** Runs the bundle in a process of its own, feeds it events, and resolves to what it answered and what it wrote to stderr. */
async function invoke(bundle: string, variables: Record<string, string>, events: unknown[]) {
  const script = `
    const { handler } = await import(process.argv[1]);
    const answers = [];
    for (const event of JSON.parse(process.argv[2])) answers.push(await handler(event, { awsRequestId: 'x' }));
    process.send(answers);
    process.disconnect();`;
  const child = spawn(
    process.execPath,
    ['--trace-warnings', '--input-type=module', '-e', script, bundle, JSON.stringify(events)],
    {
      env: { ...withoutAws(), NODE_OPTIONS: '', ...variables },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  );
  let stderr = '';
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const answers: { body: string }[] = [];
  child.on('message', (message: { body: string }[]) => answers.push(...message));
  await new Promise((resolve) => child.on('close', resolve));
  return { answers: answers.map(({ body }) => JSON.parse(body)), stderr };
}

describe("the Lambda's bundle, as cdk synth makes it", () => {
  it('answers with nothing beside it, and starts without warnings', async () => {
    const dynamoDb = await startEmbeddedDynamoDb();
    onTestFinished(() => dynamoDb.close());
    await dynamoDb.createSessionRecordTable('a-table');
    const settings = readSettings({ dev: { partners: [demoPartner] } }, 'dev');
    const callback = aCallback();

    const { answers, stderr } = await invoke(
      isolateBundle(),
      {
        ...callbackEnvironment({ settings, stage: 'dev', tableName: 'a-table' }),
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_SESSION_TOKEN: 'test',
        AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.endpoint,
        POWERTOOLS_LOG_LEVEL: 'ERROR',
      },
      [aCallbackEvent(callback), aCallbackEvent(callback), aCallbackEvent({ ...callback, userId: 'x' })],
    );

    expect(stderr).toBe('');
    expect(answers).toMatchObject([{ error: 0 }, { error: 0 }, { error: 7 }]);
  });

  it('says which variable is missing when it starts without its environment', async () => {
    const { stderr } = await invoke(isolateBundle(), {}, []);
    expect(stderr).toContain('environment variable TABLE_NAME is missing or wrong');
  });
});
