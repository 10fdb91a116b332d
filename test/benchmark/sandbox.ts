import { execFileSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { aCallback } from '../builders/callback.ts';
import type { CpuQuota } from './cpu-quota.ts';
import { findInstructionCounter } from './instruction-counter.ts';
import { lambdaEnvironment } from './lambda-environment.ts';
import { ended, pin, readLine, spawnNode } from './processes.ts';
import { aRestApiEvent } from './rest-api-event.ts';
import type { Task, TaskResult } from './task.ts';

/** What a callback's write finds in the table. A refused callback must not write. */
export type Found = 'new' | 'duplicate' | 'conflict' | 'refused';

/** The limits and the table of one run. */
export interface RunOptions {
  /** Limits the process's CPU after its init. */
  readonly quota?: CpuQuota | undefined;
  /** The endpoint of another DynamoDB than the canned one. */
  readonly endpoint?: string;
}

/**
 * Runs each bundle in a fresh process with a Lambda's environment. The canned DynamoDB has its own
 * process.
 */
export interface Sandboxes {
  run(task: Partial<Task> & Pick<Task, 'bundle'>, options?: RunOptions): Promise<TaskResult>;
  /** The tool that counts instructions, or undefined if this machine has none. */
  readonly counter: string | undefined;
  /**
   * Resolves to the instructions of a process that loads a bundle and sends it that many callbacks.
   */
  countInstructions(bundle: string, callbacks: number): Promise<number>;
  /** Resolves to the DynamoDB calls for one callback, by operation. */
  countCalls(bundle: string, found: Found): Promise<Record<string, number>>;
  close(): void;
}

const defaults: Omit<Task, 'bundle'> = {
  event: aRestApiEvent({ ...aCallback(), uuid: 'a-uuid-of-its-own' }),
  expect: '{"error":0,',
  first: 1,
  batches: 0,
  batchSize: 0,
  atOnce: 1,
  spacingMs: 0,
  throttled: false,
  slowedDown: false,
};

/**
 * Starts the canned DynamoDB and resolves to the sandboxes.
 *
 * @param sandboxMain `sandbox-main.ts`, bundled
 */
export async function startSandboxes(sandboxMain: string): Promise<Sandboxes> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sandboxes-'));
  const counter = findInstructionCounter(folder);
  const stderr = path.join(folder, 'stderr');
  const { key, cert } = makeCertificate(folder);
  const server = fileURLToPath(new URL('canned-dynamodb.ts', import.meta.url));
  const canned = spawnNode(pin(1), [server, key, cert], { stdio: ['ignore', 'pipe', 'inherit'] });
  const endpoint = `https://127.0.0.1:${await readLine(canned)}`;
  const control = (path: string) => getJson(`${endpoint}${path}`, readFileSync(cert, 'utf8'));

  const start = (prefix: readonly string[], task: Task, hasChannel: boolean, table = endpoint) =>
    spawnNode(prefix, [sandboxMain, JSON.stringify(task)], {
      env: { ...lambdaEnvironment(table), NODE_EXTRA_CA_CERTS: cert },
      // A file, since a reader of a pipe would be woken and measured too.
      stdio: [
        'ignore',
        openSync(path.join(folder, 'stdout'), 'w'),
        openSync(stderr, 'w'),
        ...(hasChannel ? ['ipc' as const] : []),
      ],
    });

  const run: Sandboxes['run'] = async (task, { quota, endpoint } = {}) => {
    const child = start(
      pin(0),
      { ...defaults, ...task, throttled: quota !== undefined },
      true,
      endpoint,
    );
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
        event: aRestApiEvent({
          ...aCallback(),
          uuid: 'a-uuid-of-its-own',
          ...(isRefused && { userId: '' }),
        }),
        expect: isRefused || found === 'conflict' ? '{"error":7,' : '{"error":0,',
      };
      await control(`/found/${isRefused ? 'new' : found}`);
      // The difference of two runs leaves out the calls of the init.
      await run({ ...task, first: 1 });
      const one = await control('/calls');
      await run({ ...task, first: 2 });
      const two = await control('/calls');
      const more = Object.entries(two).map(
        ([name, calls]) => [name, calls - (one[name] ?? 0)] as const,
      );
      return Object.fromEntries(more.filter(([, calls]) => calls > 0));
    },
    close() {
      canned.kill();
      rmSync(folder, { recursive: true });
    },
  };
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
