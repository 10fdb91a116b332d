import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { callbackEnvironment } from '../../lib/callback/callback-environment.ts';
import { readSettings } from '../../lib/settings/read-settings.ts';
import { aCallback, demoPartner } from '../builders/callback.ts';
import type { CpuQuota } from './cpu-quota.ts';
import { findInstructionCounter, runs } from './instruction-counter.ts';
import { aRestApiEvent } from './rest-api-event.ts';

/** What a process does after it loaded a bundle. */
export interface Task {
  readonly bundle: string;
  /** The callback; each is sent with a uuid of its own. */
  readonly event: APIGatewayProxyEvent;
  /** How each answer's body must start. */
  readonly expect: string;
  /** Callbacks that are measured together before the batches. */
  readonly first: number;
  readonly batches: number;
  readonly batchSize: number;
  /** Milliseconds to idle after each callback of a batch. */
  readonly spacingMs: number;
  /** Whether it waits after its init, for a CPU quota to hold it. */
  readonly throttled: boolean;
  /** Whether it runs in an emulator, where time must not count. */
  readonly slowedDown: boolean;
}

export interface TaskResult {
  readonly initMs: number;
  readonly firstMs: number;
  readonly rssKb: number;
  /** Means of each batch, per callback. */
  readonly batches: readonly { readonly cpuUs: number; readonly wallUs: number }[];
}

/** What a callback's write finds in the table; a refused callback must not write. */
export type Found = 'new' | 'duplicate' | 'conflict' | 'refused';

/** Runs bundles, each in a fresh process with the environment that a Lambda has, against a canned DynamoDB in a process of its own. */
export interface Sandboxes {
  run(task: Partial<Task> & Pick<Task, 'bundle'>, quota?: CpuQuota): Promise<TaskResult>;
  /** How instructions are counted, or undefined where nothing on this machine can. */
  readonly counter: string | undefined;
  /** Returns the instructions of a whole process that loads a bundle and sends it that many callbacks. */
  countInstructions(bundle: string, callbacks: number): Promise<number>;
  /** Returns the calls that DynamoDB gets for one callback, by operation. */
  countCalls(bundle: string, found: Found): Promise<Record<string, number>>;
  close(): void;
}

const defaults: Omit<Task, 'bundle'> = {
  event: aRestApiEvent({ ...aCallback(), uuid: 'a-uuid-of-its-own' }),
  expect: '{"error":0,',
  first: 1,
  batches: 0,
  batchSize: 0,
  spacingMs: 0,
  throttled: false,
  slowedDown: false,
};

/** @param sandboxMain `sandbox-main.ts`, bundled */
export async function startSandboxes(sandboxMain: string): Promise<Sandboxes> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sandboxes-'));
  const counter = findInstructionCounter(folder);
  const stderr = path.join(folder, 'stderr');
  const { key, cert } = makeCertificate(folder);
  const server = fileURLToPath(new URL('canned-dynamodb.ts', import.meta.url));
  const canned = spawnNode(pin(1), [server, key, cert], { stdio: ['ignore', 'pipe', 'inherit'] });
  const endpoint = `https://127.0.0.1:${await readLine(canned)}`;
  const control = (path: string) => getJson(`${endpoint}${path}`, readFileSync(cert, 'utf8'));

  const start = (prefix: readonly string[], task: Task, hasChannel: boolean) =>
    spawnNode(prefix, [sandboxMain, JSON.stringify(task)], {
      env: { ...lambdaEnvironment(endpoint), NODE_EXTRA_CA_CERTS: cert },
      // A file: who reads from a pipe would be woken, and measured too.
      stdio: [
        'ignore',
        openSync(path.join(folder, 'stdout'), 'w'),
        openSync(stderr, 'w'),
        ...(hasChannel ? ['ipc' as const] : []),
      ],
    });

  const run: Sandboxes['run'] = async (task, quota) => {
    const child = start(pin(0), { ...defaults, ...task, throttled: quota !== undefined }, true);
    let result: TaskResult | undefined;
    child.on('message', (message) => {
      if (message !== 'ready') {
        result = message as TaskResult;
        return;
      }
      quota?.hold(child.pid ?? 0);
      child.send('go');
    });
    await ended(child, task.bundle, stderr);
    if (result === undefined) throw new Error(`${task.bundle} reported nothing`);
    return result;
  };

  return {
    run,
    counter: counter?.name,
    async countInstructions(bundle, callbacks) {
      if (counter === undefined) throw new Error('this machine cannot count instructions');
      const task = { ...defaults, bundle, first: callbacks, slowedDown: true };
      await ended(start(counter.prefix, task, false), bundle, stderr);
      return counter.read();
    },
    async countCalls(bundle, found) {
      const isRefused = found === 'refused';
      const task = {
        bundle,
        event: aRestApiEvent({ ...aCallback(), uuid: 'a-uuid-of-its-own', ...(isRefused && { userId: '' }) }),
        expect: isRefused || found === 'conflict' ? '{"error":7,' : '{"error":0,',
      };
      await control(`/found/${isRefused ? 'new' : found}`);
      // The difference of two runs leaves out what the init calls.
      await run({ ...task, first: 1 });
      const one = await control('/calls');
      await run({ ...task, first: 2 });
      const two = await control('/calls');
      const more = Object.entries(two).map(([name, calls]) => [name, calls - (one[name] ?? 0)] as const);
      return Object.fromEntries(more.filter(([, calls]) => calls > 0));
    },
    close() {
      canned.kill();
      rmSync(folder, { recursive: true });
    },
  };
}

/** What Lambda sets that the variants read, with a trace that X-Ray did not sample, as most are not. */
function lambdaEnvironment(endpoint: string): NodeJS.ProcessEnv {
  const settings = readSettings({ dev: { partners: [demoPartner] } }, 'dev');
  return {
    PATH: process.env['PATH'],
    ...callbackEnvironment({ settings, stage: 'dev', tableName: 'SessionRecords' }),
    IDEMPOTENCY_TABLE_NAME: 'Idempotency',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SESSION_TOKEN: 'test',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: 'SessionExpired',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
    LAMBDA_TASK_ROOT: '/var/task',
    _HANDLER: 'index.handler',
    _X_AMZN_TRACE_ID: 'Root=1-67000000-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=0',
  };
}

/** Keeps what is measured on one core and DynamoDB on another, where the machine lets us. */
const pin = runs('taskset', '-c', '0,1', 'true') ? (core: 0 | 1) => ['taskset', '-c', `${core}`] : () => [];

function spawnNode(prefix: readonly string[], args: readonly string[], options: SpawnOptions): ChildProcess {
  const [file = process.execPath, ...rest] = [...prefix, process.execPath, ...args];
  return spawn(file, rest, options);
}

/** Makes a key and a certificate for 127.0.0.1, and returns their files. */
function makeCertificate(folder: string): { key: string; cert: string } {
  const files = { key: path.join(folder, 'key.pem'), cert: path.join(folder, 'cert.pem') };
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const make = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject];
  execFileSync('openssl', [...make, '-keyout', files.key, '-out', files.cert], { stdio: 'ignore' });
  return files;
}

function getJson(url: string, ca: string): Promise<Record<string, number>> {
  return new Promise((resolve, reject) => {
    const get = request(url, { ca, agent: false }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve(JSON.parse(body)));
    });
    get.once('error', reject).end();
  });
}

function readLine({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve) => stdout && createInterface(stdout).once('line', resolve));
}

function ended(child: ChildProcess, what: string, stderr: string): Promise<void> {
  return new Promise((resolve, reject) =>
    child.once('close', (code) => {
      if (code === 0) return resolve();
      reject(new Error(`${what} ended with code ${code}: ${readFileSync(stderr, 'utf8').slice(-2_000)}`));
    }),
  );
}
