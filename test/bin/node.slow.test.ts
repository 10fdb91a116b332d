import { spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import cdkJson from '../../cdk.json' with { type: 'json' };
import packageJson from '../../package.json' with { type: 'json' };

const folder = mkdtempSync(path.join(tmpdir(), "a launcher's "));
afterAll(() => rmSync(folder, { recursive: true }));

const script = path.join(folder, 'script.ts');
writeFileSync(
  script,
  `const [task, ...args]: readonly string[] = process.argv.slice(2);
  const waiting = setTimeout(() => {}, task === 'wait' ? 20_000 : 0);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => { console.log(signal); clearTimeout(waiting); });
  }
  if (task === 'exit') process.exitCode = Number(args[0]);
  if (task === 'throw') throw new Error('thrown by the script');
  if (task === 'kill') process.kill(process.pid, 'SIGKILL');
  console.log(JSON.stringify({ args, cwd: process.cwd(), path: process.env['PATH'] }));`,
);

/** A Node.js at the path where npm puts the newer one. */
const newerNode = path.join(folder, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node');
mkdirSync(path.dirname(newerNode), { recursive: true });
symlinkSync(process.execPath, newerNode);

/** Returns a folder with an npm that runs that command. */
function npmThatRuns(command: string): string {
  const bin = mkdtempSync(path.join(folder, 'npm-'));
  writeFileSync(path.join(bin, 'npm'), `#!/bin/sh\n${command}\n`);
  chmodSync(path.join(bin, 'npm'), 0o755);
  return bin;
}

/** Makes a Node.js believe that it is too old for TypeScript. */
const asOldNode = [
  '--import',
  'data:text/javascript,Object.defineProperty(process,"version",{value:"v22.17.1"})',
];

interface Launch {
  readonly flags?: readonly string[];
  readonly npm?: string;
  readonly onOutput?: (kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs the launcher and resolves to its end and its output. */
async function launch(args: readonly string[], { flags = [], npm = '', onOutput }: Launch = {}) {
  const child = spawn(process.execPath, [...flags, 'bin/node.mjs', ...args], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      PATH: `${npm}${path.delimiter}${process.env['PATH']}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.once('data', () => onOutput?.((signal) => child.kill(signal)));
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise<{
    status: number | null;
    signal: string | null;
    stdout: string;
    stderr: string;
  }>((resolve) =>
    child.on('close', (status, signal) => resolve({ status, signal, stdout, stderr })),
  );
}

const onOldNode = {
  flags: asOldNode,
  npm: npmThatRuns(`echo npm says hello; echo "${newerNode}"`),
};

const hosts: [string, Launch][] = [['a Node.js that runs TypeScript', {}]];
// On other systems npm has no newer Node.js.
if (process.platform === 'linux') hosts.push(['an older Node.js', onOldNode]);

describe.each(hosts)('the launcher, on %s', (_, host) => {
  it('hands the arguments on as they are, and stays in the folder', async () => {
    const args = ['a b', "it's", '"quoted"', '$HOME', '`id`', '', '\\', '--flag', '*'];
    const { status, stdout, stderr } = await launch([script, 'print', ...args], host);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ args, cwd: process.cwd() });
  });

  it("ends with the script's exit status", async () => {
    expect(await launch([script, 'exit', '7'], host)).toMatchObject({ status: 7 });
  });

  it('ends with 1 and the error that the script threw', async () => {
    const { status, stderr } = await launch([script, 'throw'], host);
    expect(status).toBe(1);
    expect(stderr).toContain('thrown by the script');
  });

  it.each([
    ["import 'dynalite'", 'dynalite'],
    ["import '@aws-sdk/client-s3/x.js'", '@aws-sdk/client-s3'],
    ["import './node_modules/vitest/vitest.mjs'", 'vitest'],
  ])('says in one line how to install the package that %s lacks', async (source, name) => {
    const production = path.join(folder, 'production.ts');
    writeFileSync(production, source);
    const { status, stderr } = await launch([production], host);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      new RegExp(`^The package ${name} is not installed\\. Run: npm ci --include=dev .*\\n$`),
    );
  });

  it('ends by the signal that ended the script', async () => {
    expect(await launch([script, 'kill'], host)).toMatchObject({ status: null, signal: 'SIGKILL' });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'hands %s on, and lets the script end by itself',
    async (signal) => {
      const { status, stdout } = await launch([script, 'wait'], {
        ...host,
        onOutput: (kill) => kill(signal),
      });
      expect(status).toBe(0);
      expect(stdout).toMatch(new RegExp(`\\n${signal}\\n$`));
    },
  );

  it("takes Node's own flags before the script", async () => {
    const { stdout } = await launch(['--title=a title', '-p', 'process.title'], host);
    expect(stdout).toBe('a title\n');
  });
});

describe.runIf(process.platform === 'linux')('the launcher, on an older Node.js', () => {
  it('puts the newer one first in PATH, for what the script starts', async () => {
    const { stdout } = await launch([script, 'print'], onOldNode);
    expect(JSON.parse(stdout).path.split(path.delimiter)[0]).toBe(path.dirname(newerNode));
  });

  it.each([
    ['npm gets no newer one', 'echo npm error >&2; exit 1'],
    ['the newer one cannot run, so that the shell takes an old one', 'echo /usr/bin/node'],
  ])('says in one line which Node.js is needed where %s', async (_, command) => {
    const { status, stdout, stderr } = await launch([script, 'print'], {
      flags: asOldNode,
      npm: npmThatRuns(command),
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^(Fetching .*\n)?Node\.js 24 is needed, .*: this is v22\.17\.1,.*\n$/);
  });

  it('says that it fetches the newer one, where npm does not have it yet', async () => {
    const command = `case "$*" in *--offline*) exit 1;; *) echo "${newerNode}"; esac`;
    const host = { flags: asOldNode, npm: npmThatRuns(command) };
    const { status, stderr } = await launch([script, 'print'], host);
    expect(status).toBe(0);
    expect(stderr).toMatch(/^Fetching Node\.js 24 from npm, once, since v22\.17\.1 .*\n$/);
  });
});

describe('the commands of this package', () => {
  it('run TypeScript by the launcher', () => {
    const commands = [cdkJson.app, ...Object.values(packageJson.scripts)].flatMap((script) =>
      script.split(' && '),
    );
    const ofTypeScript = commands.filter((command) => /\.ts\b|vitest/.test(command));
    expect(ofTypeScript.length).toBeGreaterThan(8);
    for (const command of ofTypeScript) expect(command).toMatch(/^node bin\/node\.mjs /);
  });

  it('find the Node.js of the machine, since no package puts a node into node_modules/.bin', () => {
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
    const bins = Object.values<{ bin?: object }>(packages).map(({ bin = {} }) => bin);
    expect(bins).toContainEqual(expect.objectContaining({ cdk: 'bin/cdk' }));
    expect(bins).not.toContainEqual(expect.objectContaining({ node: expect.anything() }));
  });
});
