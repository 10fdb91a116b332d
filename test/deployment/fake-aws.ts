import { execFile, spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { DeployedFunction } from './sandbox.ts';

/** The deployed resources, as the fake AWS's own APIs show them. */
export interface Deployed {
  readonly functions: readonly DeployedFunction[];
  readonly routes: readonly {
    readonly method: string;
    readonly path: string;
    readonly functionArn: string;
  }[];
  /** The queues that feed functions. */
  readonly queues: readonly { readonly url: string; readonly functionArn: string }[];
  /** API Gateway's role for its logs. */
  readonly logRole: string | null;
}

/** An AWS account on this machine. */
export interface FakeAws {
  /** The environment variables that lead to this account. */
  readonly environment: Readonly<Record<string, string>>;
  describe(): Promise<Deployed>;
  /** Returns the last lines of the server's log. */
  logTail(): string;
  stop(): void;
}

/** The folder and the account's state before a deployment. */
export interface FakeAwsProps {
  /** An empty folder for logs and code. */
  readonly folder: string;
  /** API Gateway's role for logs in the account before any deployment. */
  readonly logRole: string | undefined;
}

const scripts = fileURLToPath(new URL('fake_aws', import.meta.url));
const startTimeoutMs = 120_000;

/** Resolves to the reason why this machine cannot start a fake AWS, or to undefined if it can. */
export async function whyUnavailable(): Promise<string | undefined> {
  try {
    await promisify(execFile)('python3', ['-c', 'import moto.server, boto3, flask']);
    return undefined;
  } catch {
    return "it needs Python's moto: pip install 'moto[server]'";
  }
}

/** Starts a fake AWS and resolves once it answers. */
export async function startFakeAws({ folder, logRole }: FakeAwsProps): Promise<FakeAws> {
  const port = await freePort();
  const environment = {
    // moto reads the name of the assets' bucket from the host, which works with localhost but not
    // with 127.0.0.1.
    AWS_ENDPOINT_URL: `http://localhost:${port}`,
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const logFile = path.join(folder, 'aws.log');
  const log = openSync(logFile, 'a');
  const server = spawn('python3', [scripts, '-H', '127.0.0.1', '-p', String(port)], {
    env: { ...process.env, ...environment, LOG_ROLE: logRole, NODE: process.execPath },
    stdio: ['ignore', log, log],
  });
  const isWellAnswered = (line: string) => line.includes('" 200 -');
  const logTail = () =>
    readFileSync(logFile, 'utf8')
      .split('\n')
      .filter((line) => !isWellAnswered(line))
      .slice(-40)
      .join('\n');
  const stop = () => void server.kill();
  if (!(await answers(`${environment.AWS_ENDPOINT_URL}/moto-api/`))) {
    stop();
    throw new Error(`the fake AWS did not start:\n${logTail()}`);
  }
  return {
    environment,
    async describe() {
      const args = [path.join(scripts, 'describe.py'), folder];
      const env = { ...process.env, ...environment };
      const options = { env, maxBuffer: 10_000_000 };
      const { stdout } = await promisify(execFile)('python3', args, options);
      return JSON.parse(stdout);
    },
    logTail,
    stop,
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no TCP port is free');
  return address.port;
}

async function answers(url: string): Promise<boolean> {
  for (const giveUpAt = Date.now() + startTimeoutMs; Date.now() < giveUpAt; await sleep(200)) {
    if (
      await fetch(url)
        .then(({ ok }) => ok)
        .catch(() => false)
    )
      return true;
  }
  return false;
}
