import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CpuQuota } from './cpu-quota.ts';
import { findInstructionCounter, repeatable } from './instruction-counter.ts';
import { aRestApiEvent, lambdaEnvironment } from './lambda-inputs.ts';
import { ended, pin, readLine, spawnNode } from './processes.ts';
import type { Task, TaskResult } from './sandbox-main.ts';

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
  /** Resolves to the DynamoDB calls for one callback. */
  countCalls(bundle: string, found: Found): Promise<number>;
  close(): void;
}

const defaults: Omit<Task, 'bundle'> = {
  event: aRestApiEvent(),
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
  const [stdout, stderr] = [path.join(folder, 'stdout'), path.join(folder, 'stderr')];
  const { key, cert } = makeCertificate(folder);
  const server = fileURLToPath(new URL('canned-dynamodb.ts', import.meta.url));
  const stdio = ['ignore', 'pipe', 'inherit', 'ipc'] as const;
  const canned = spawnNode(pin(1), [server, key, cert], { stdio: [...stdio] });
  const cannedEndpoint = `https://127.0.0.1:${await readLine(canned)}`;
  /** Sets what the next writes find. Resolves to the number of calls since the last time. */
  const setFound = async (found: Found): Promise<number> => {
    canned.send(found);
    return (await once(canned, 'message'))[0];
  };

  const start = (
    prefix: readonly string[],
    flags: readonly string[],
    task: Task,
    endpoint: string,
    channel: 'ipc'[] = [],
  ) =>
    spawnNode(prefix, [...flags, sandboxMain, JSON.stringify(task)], {
      env: { ...lambdaEnvironment(endpoint), NODE_EXTRA_CA_CERTS: cert },
      // Files, since a reader of a pipe would be woken and measured too.
      stdio: ['ignore', openSync(stdout, 'w'), openSync(stderr, 'w'), ...channel],
    });

  const run: Sandboxes['run'] = async (task, { quota, endpoint = cannedEndpoint } = {}) => {
    const whole = { ...defaults, ...task, throttled: quota !== undefined };
    const child = start(pin(0), [], whole, endpoint, ['ipc']);
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
      await ended(start(counter.prefix, repeatable, task, cannedEndpoint), bundle, stderr);
      return counter.read();
    },
    async countCalls(bundle, found) {
      const isRefused = found === 'refused';
      const task = {
        bundle,
        event: aRestApiEvent(isRefused ? { userId: '' } : {}),
        expect: isRefused || found === 'conflict' ? '{"error":7,' : '{"error":0,',
      };
      await setFound(found);
      // The difference of two runs leaves out the calls of the init.
      await run({ ...task, first: 1 });
      const one = await setFound(found);
      await run({ ...task, first: 2 });
      return (await setFound('new')) - one;
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
