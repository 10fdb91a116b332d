import { execFile, execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startEmbeddedDynamoDb, tableName } from '../../../bin/local/embedded-dynamodb.ts';
import { startFakeSqs } from '../../../bin/local/fake-sqs.ts';
import cdkJson from '../../../cdk.json' with { type: 'json' };
import { toSessionRecord } from '../../../lambda/callback/to-session-record.ts';
import { toOverflowMessage } from '../../../lambda/overflow/overflow-message.ts';
import { callbackEnvironment } from '../../../lib/callback/callback-environment.ts';
import { readSettings } from '../../../lib/settings/read-settings.ts';
import { neverLoaded, standIns } from '../../../lib/shared/lean-bundling.ts';
import { bundle, callbackBundle, leanOptions, synthesize } from '../../benchmark/variants.ts';
import { aCallback, demoPartner } from '../../builders/callback.ts';
import { aCallbackEvent, aGetEvent, aListEvent } from '../../builders/proxy-event.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'bundle-'));
const out = path.join(folder, 'cdk.out');
const alone = path.join(folder, 'alone');

beforeAll(async () => {
  await synthesize(out);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

function withoutAws(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')),
  );
}

/**
 * Copies a Lambda's asset to an empty folder and returns the path of its bundle there. `start` is
 * the start of the Lambda's logical id.
 */
function isolateBundle(start: string): string {
  const template = readFileSync(path.join(out, 'SessionExpired-dev.template.json'), 'utf8');
  const resources: [string, { Type: string; Metadata: Record<string, string> }][] = Object.entries(
    JSON.parse(template).Resources,
  );
  const [, lambda] =
    resources.find(([id, { Type }]) => Type === 'AWS::Lambda::Function' && id.startsWith(start)) ??
    [];
  const target = mkdtempSync(`${alone}-`);
  cpSync(path.join(out, lambda?.Metadata['aws:asset:path'] ?? ''), target, { recursive: true });
  return path.join(target, 'index.mjs');
}

/** The environment variables that Lambda sets, with a DynamoDB at that endpoint. */
const aws = (endpoint: string) => ({
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_SESSION_TOKEN: 'test',
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  POWERTOOLS_LOG_LEVEL: 'ERROR',
});

/** Runs the bundle in its own process with some events. Resolves to its answers and its stderr. */
async function invoke(bundle: string, variables: Record<string, string>, events: unknown[]) {
  const script = `
    const { handler } = await import(process.argv[1]);
    const answers = [];
    for (const event of JSON.parse(process.argv[2])) {
      answers.push(await handler(event, { awsRequestId: 'x' }));
    }
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
  const results: { body: string }[] = [];
  child.on('message', (message: { body: string }[]) => results.push(...message));
  await new Promise((resolve) => child.on('close', resolve));
  return { results, answers: results.map(({ body }) => body && JSON.parse(body)), stderr };
}

/** Starts a DynamoDB with the table. It closes with the test. */
async function aDynamoDb() {
  const dynamoDb = await startEmbeddedDynamoDb();
  onTestFinished(() => dynamoDb.close());
  return dynamoDb;
}

/** The environment variables of the callback's Lambda. */
const callbackVariables = (overflowQueueUrl?: string) => {
  const settings = readSettings({ dev: { partners: [demoPartner] } }, 'dev');
  const queue = overflowQueueUrl === undefined ? {} : { overflowQueueUrl };
  return callbackEnvironment({ settings, stage: 'dev', tableName, ...queue });
};

describe('a bundle, as cdk synth makes it, without other files', () => {
  it('answers callbacks, and starts without warnings', async () => {
    const { endpoint } = await aDynamoDb();
    const callback = aCallback();
    const callbacks = [callback, callback, { ...callback, userId: 'x' }];

    const { answers, stderr } = await invoke(
      isolateBundle('CallbackHandler'),
      { ...callbackVariables(), ...aws(endpoint) },
      callbacks.map((each) => aCallbackEvent(each)),
    );

    expect(stderr).toBe('');
    expect(answers).toMatchObject([{ error: 0 }, { error: 0 }, { error: 7 }]);
  });

  it('queues a record that the table does not take, with the client next to it', async () => {
    const sqs = await startFakeSqs();
    onTestFinished(() => sqs.close());
    const overflowQueueUrl = `${sqs.endpoint}/000000000000/overflow`;
    const callback = aCallback();

    const { answers, stderr } = await invoke(
      isolateBundle('CallbackHandler'),
      {
        ...callbackVariables(overflowQueueUrl),
        ...aws('http://127.0.0.1:1'),
        AWS_ENDPOINT_URL_SQS: sqs.endpoint,
      },
      [aCallbackEvent(callback)],
    );

    expect(stderr).toBe('');
    expect(answers).toEqual([{ error: 0, description: 'Success' }]);
    expect(sqs.take(overflowQueueUrl)).toMatchObject([
      { body: expect.stringContaining(callback.uuid) },
    ]);
  });

  it('replays a batch', async () => {
    const dynamoDb = await aDynamoDb();
    const arrival = {
      receivedAtMs: Date.now(),
      sourceIp: '127.0.0.1',
      requestId: 'a-request',
      retentionDays: 2,
    };
    const record = toSessionRecord(aCallback(), arrival);
    const bodies = [toOverflowMessage(record), 'poison'];

    const { results, stderr } = await invoke(
      isolateBundle('OverflowReplay'),
      {
        TABLE_NAME: tableName,
        STAGE: 'dev',
        DEAD_LETTER_QUEUE_URL: 'http://127.0.0.1:1/000000000000/dead-letters',
        ...aws(dynamoDb.endpoint),
        AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:1',
      },
      [{ Records: bodies.map((body, index) => ({ messageId: String(index + 1), body })) }],
    );

    expect(stderr).toBe('');
    expect(results).toEqual([{ batchItemFailures: [{ itemIdentifier: '2' }] }]);
    const { Items } = await dynamoDb.client().send(new ScanCommand({ TableName: tableName }));
    expect(Items).toMatchObject([
      { uuid: { S: record.uuid }, requestIds: { SS: [record.requestId] } },
    ]);
  });

  it('answers queries', async () => {
    const { endpoint } = await aDynamoDb();
    const { answers, stderr } = await invoke(
      isolateBundle('QueryHandler'),
      { TABLE_NAME: tableName, ...aws(endpoint) },
      [aListEvent({ userId: 'nobody' }), aGetEvent('nobody')],
    );
    expect(stderr).toBe('');
    expect(answers).toMatchObject([{ records: [] }, { status: 404 }]);
  });

  it('names a missing variable at start', async () => {
    const { stderr } = await invoke(isolateBundle('CallbackHandler'), {}, []);
    expect(stderr).toContain('environment variable TABLE_NAME is missing or wrong');
  });
});

describe('the bundles', () => {
  it('import no built-in module that has a stand-in', () => {
    const imported = globSync('asset.*/*.mjs', { cwd: out }).flatMap((file) => [
      ...readFileSync(path.join(out, file), 'utf8').matchAll(
        /\b(?:from|import|import\()\s*"(?:node:)?([\w/]+)"/g,
      ),
    ]);
    const names = new Set(imported.map(([, name]) => `node:${name}`));
    expect([...names]).toContain('node:https');
    expect(Object.keys(standIns).filter((name) => names.has(name))).toEqual([]);
  });

  it('ask for web streams only if there are any', () => {
    const uses = globSync('asset.*/*.mjs', { cwd: out }).flatMap((file) => [
      ...readFileSync(path.join(out, file), 'utf8').matchAll(
        /.{40}(?:(?:extends|new)\(void 0\)|\(void 0\)[.[(]|instanceof void 0).{40}/g,
      ),
    ]);
    expect(uses.map(([use]) => use)).toEqual([]);
  });

  it('ask stand-ins for names that esbuild checks, but for two that work with node:http', async () => {
    const { metafile } = await build({
      ...leanOptions,
      entryPoints: globSync('lambda/*/{handler,sqs-overflow-queue}.ts'),
      outdir: folder,
      write: false,
      metafile: true,
    });
    const files: string[] = Object.values(standIns).map((file) => path.normalize(file));
    const unchecked = Object.entries(metafile.inputs).flatMap(([importer, { imports }]) =>
      imports
        .filter((each) => files.includes(each.path) && each.kind !== 'import-statement')
        .map(({ kind, original }) => `${path.basename(importer)}: ${kind} of ${original}`),
    );
    expect(unchecked.sort()).toEqual([
      'getInstanceMetadataRegion.js: dynamic-import of node:http',
      'node-http-handler.js: dynamic-import of node:http',
    ]);
  });

  /** Copies the sources to a folder of that name, and links the packages. */
  function copyProject(name: string): string {
    const project = path.join(folder, name);
    mkdirSync(project);
    const files = ['cdk.json', 'package.json', 'package-lock.json', 'tsconfig.json'];
    for (const part of ['bin', 'lib', 'lambda', ...files]) {
      cpSync(part, path.join(project, part), { recursive: true });
    }
    symlinkSync(path.resolve('node_modules'), path.join(project, 'node_modules'));
    return project;
  }

  it('and the template are the same from any machine', async () => {
    const project = copyProject(`it's $HOME %20 #1? & (é)"*[x]`);
    for (const source of globSync('lambda/**/*.ts', { cwd: project })) {
      const text = readFileSync(path.join(project, source), 'utf8');
      writeFileSync(path.join(project, source), text.replaceAll('\n', '\r\n'));
    }
    const elsewhere = path.join(folder, 'elsewhere');

    const told = ['enable-path-metadata', 'enable-asset-metadata', 'version-reporting'];
    const byTheCli = Object.fromEntries(told.map((name) => [`aws:cdk:${name}`, true]));
    const script = 'umask 077; exec "$@"';
    const app = [process.execPath, path.join(project, 'bin/app.ts')];
    await promisify(execFile)('sh', ['-c', script, 'sh', ...app], {
      cwd: tmpdir(),
      env: {
        ...withoutAws(),
        CDK_OUTDIR: elsewhere,
        CDK_CONTEXT_JSON: JSON.stringify({ ...cdkJson.context, ...byTheCli }),
        CDK_VALIDATION: 'false',
        GIT_DIR: path.join(folder, 'no-repository'),
        TZ: 'Pacific/Apia',
        LC_ALL: 'tr_TR.UTF-8',
      },
    });

    const [here, there] = [out, elsewhere].map((assembly) =>
      readFileSync(path.join(assembly, 'SessionExpired-dev.template.json'), 'utf8'),
    );
    expect(there).toBe(here);
    const files = globSync(['asset.*', 'asset.*/*'], { cwd: elsewhere });
    expect(files).toHaveLength(14);
    for (const file of files) {
      const mode = statSync(path.join(elsewhere, file)).mode & 0o777;
      expect([file, mode.toString(8)]).toEqual([file, /\.m/.test(file) ? '644' : '755']);
    }
  }, 120_000);

  it('lead from the digest in a description to the commit, whatever Git is told', async () => {
    const project = copyProject('repository');
    const history = `
      export GIT_CONFIG_GLOBAL=config
      git config --global user.name a && git config --global user.email a@example.com
      git init -q && git add bin lib lambda *.json && git commit -q -m 'Build this code'
      git rev-parse HEAD
      echo "console.log('new');" >>lambda/callback/handler.ts
      git commit -q -a -m 'Build another'`;
    const options = { cwd: project, encoding: 'utf8', env: withoutAws() } as const;
    const commit = execFileSync('bash', ['-ec', history], options).trim();
    const template = readFileSync(path.join(out, 'SessionExpired-dev.template.json'), 'utf8');
    const [, digest = ''] = /callbacks \(dev\), code (\w+)"/.exec(template) ?? [];

    const { stdout } = await promisify(execFile)('bash', ['bin/find-commit.sh', digest], {
      ...options,
      env: { ...options.env, GIT_DIR: folder, GIT_INDEX_FILE: 'nothing' },
    });
    expect(stdout).toMatch(new RegExp(`^${commit} \\S+ Build this code\\n$`));
  }, 120_000);

  it("have source maps that do not depend on the assembly's folder", () => {
    const maps = globSync('asset.*/index.mjs.map', { cwd: out });
    expect(maps).toHaveLength(4);
    for (const map of maps) {
      const { sources } = JSON.parse(readFileSync(path.join(out, map), 'utf8'));
      expect(sources).toContainEqual(expect.stringMatching(/^\.\.\/[\w-]+\/handler\.ts$/));
    }
  });
});

describe("the callback's bundle, as cdk synth makes it and the benchmark measures it", () => {
  let code = '';
  beforeAll(() => {
    code = readFileSync(callbackBundle(out), 'utf8');
  });

  it('is at most 210 KB', () => {
    expect(Buffer.byteLength(code)).toBeLessThanOrEqual(210_000);
  });

  it('leaves out what Lambda never loads', () => {
    for (const name of neverLoaded) {
      // The bundle names the module once at most: where it would be loaded.
      expect(code.split(`"${name}"`).length - 1, name).toBeLessThanOrEqual(1);
      expect(code, name).not.toMatch(new RegExp(`from ?"${name}"`));
    }
  });

  it('is what the benchmark builds its variants with, byte for byte', async () => {
    const built = await bundle(
      path.join(folder, 'index.mjs'),
      'lambda/callback/handler.ts',
      leanOptions,
    );
    expect(readFileSync(built, 'utf8') === code).toBe(true);
  });
});
