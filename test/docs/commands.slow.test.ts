import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tableName } from '../../bin/local/embedded-dynamodb.ts';
import { startLocalReceiver } from '../../bin/local/receiver.ts';
import { readSettings } from '../../lib/settings/read-settings.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { aCallback } from '../builders/callback.ts';
import { awsVariables } from '../builders/command.ts';

const documents = ['README.md', ...readdirSync('docs').map((name) => `docs/${name}`)].filter(
  (name) => name.endsWith('.md'),
);

interface Block {
  readonly document: string;
  readonly info: string;
  readonly text: string;
}

/**
 * Returns the fenced blocks of a document. The text after a fence is the block's info, such as `sh`
 * or `sh aws`.
 */
function blocksOf(document: string): Block[] {
  const fences = readFileSync(document, 'utf8').matchAll(/^```(.*)\n([\s\S]*?)^```$/gm);
  return [...fences].map(([, info = '', text = '']) => ({ document, info, text }));
}

/**
 * Returns the commands of a block without comments. Each line or part of an `&&` list is one
 * command.
 */
function commandsOf({ text }: Block): string[] {
  return text
    .replaceAll(/\\\n\s*/g, '')
    .split(/\n|&&/)
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter(Boolean);
}

const blocks = documents.flatMap(blocksOf);
const shellBlocks = blocks.filter(({ info }) => /^(sh|bash|shell|console|zsh)\b/.test(info));
const local = shellBlocks.filter(({ info }) => info === 'sh');

const scriptOf = (name: 'start' | 'certify') =>
  packageJson.scripts[name].replace('node bin/node.mjs ', '');

/** Commands that CI or another test runs. Each has the file that runs it, and the text there. */
const ranElsewhere: [command: RegExp, file: string, evidence: string][] = [
  [/^npm ci$/, '.ci/run', '\nnpm ci\n'],
  [/^npm test$/, '.ci/run', '\nnpm test\n'],
  [/^npm start$/, 'test/bin/local.slow.test.ts', scriptOf('start')],
  [/^EVENTS_URL=\S+ npm start$/, 'test/bin/local.slow.test.ts', 'startLocal({ EVENTS_URL })'],
  [/^npm run certify$/, 'test/bin/certify.slow.test.ts', scriptOf('certify')],
  [/^node -p "require/, 'test/docs/commands.slow.test.ts', "it('come from a command"],
  [
    /^npx cdk synth -q -c stage=prod -c stages=@stages.json$/,
    '.ci/run',
    'npx cdk synth -q -c stage=prod -c "stages=@$out/stages.json"',
  ],
];

const receiver = startLocalReceiver({ port: 0 });
afterAll(async () => (await receiver).close());

/** The callback that the documents' commands ask about. */
const callback = aCallback({
  sessionId: '6fd2d6f3bb8f4c5a9fadf15d81206af2',
  token: 'a-token',
  uuid: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
});
beforeAll(async () => {
  const { url } = await receiver;
  const headers = { 'Content-Type': 'application/json' };
  for (const sent of [callback, { ...callback, userId: '654321', uuid: 'to be erased' }]) {
    const body = JSON.stringify(sent);
    await fetch(`${url}/V4/SessionExpired`, { method: 'POST', headers, body });
  }
});

const questionForRecords = /^npm run (--silent )?records -- /;

const callOfLocal = /^curl .*http:\/\/127\.0\.0\.1:3000\//;

describe('each command in the documents', () => {
  it('stands in a block marked sh, or sh aws where it needs an AWS account', () => {
    expect(shellBlocks.length).toBeGreaterThan(3);
    for (const { document, info } of shellBlocks)
      expect([document, info]).toEqual([document, expect.stringMatching(/^sh( aws)?$/)]);
  });

  it('is one that a shell can read, and that this package has', () => {
    for (const { text } of shellBlocks) execFileSync('bash', ['-n', '-c', text]);
    for (const document of documents) {
      const text = readFileSync(document, 'utf8');
      for (const [, script = ''] of text.matchAll(/\bnpm run (?:--silent |-s )?([\w:-]+)/g))
        expect(packageJson.scripts).toHaveProperty([script]);
    }
  });

  it.each(local.flatMap((block) => commandsOf(block).map((command) => [command, block.document])))(
    'is run: %s (%s)',
    async (command) => {
      if (callOfLocal.test(command)) return runAgainstLocal(command);
      if (questionForRecords.test(command)) return ask(command);
      const run = ranElsewhere.find(([known]) => known.test(command));
      const hint =
        'run it in .ci/run or in a test and say so above, ' +
        'or mark its block "sh aws" if it needs an AWS account';
      expect(run, hint).toBeDefined();
      const [, file, evidence] = run as (typeof ranElsewhere)[number];
      expect(readFileSync(file, 'utf8')).toContain(evidence);
    },
  );
});

describe('the settings in docs/integration.md', () => {
  const [block] = blocksOf('docs/integration.md').filter(({ info }) => info === 'json');
  const { prod } = JSON.parse(block?.text ?? '{}');

  it('are valid, but for the placeholders', () => {
    const { partners, allowedIps, ...others } = prod;
    expect(() => readSettings({ prod }, 'prod')).toThrow(
      /^stages\.prod\.partners: replace [^;]*; stages\.prod\.allowedIps: replace [^;]*$/,
    );
    const real = {
      partners: [{ ...partners[0], secureLogin: 'real' }],
      allowedIps: ['198.18.0.0/24'],
    };
    const filledIn = { ...others, ...real };
    expect(readSettings({ prod: filledIn }, 'prod')).toMatchObject(filledIn);
  });

  it('come from a command where they hold a digest in place of the secureLogin', () => {
    const command = local.flatMap(commandsOf).find((each) => each.startsWith('node -p')) ?? '';
    const env = { ...process.env, SECURE_LOGIN: 'real-operator' };
    const output = execFileSync('bash', ['-c', command], { env, encoding: 'utf8' });
    const secureLoginSha256 = output.trim();
    const pair = { providerId: 'Luckymonaco' };
    const [fromDigest, fromText] = [{ secureLoginSha256 }, { secureLogin: 'real-operator' }].map(
      (login) => readSettings({ dev: { partners: [{ ...pair, ...login }] } }, 'dev').partners[0],
    );
    expect(fromDigest?.secureLoginSha256).toBe(fromText?.secureLoginSha256);
  });
});

/** Runs a curl command of the documents against a local receiver. */
async function runAgainstLocal(command: string): Promise<void> {
  const { url } = await receiver;
  const failing = command.replace(/^curl/, 'curl --fail').replace('http://127.0.0.1:3000', url);
  const { stdout } = await promisify(execFile)('bash', ['-c', failing]);
  expect(JSON.parse(stdout).error ?? 0).toBe(0);
}

/**
 * Runs a command of `npm run records` on the local receiver's records, in a folder with the
 * provider's list.
 */
async function ask(command: string): Promise<void> {
  const { url, dynamoDb } = await receiver;
  const cwd = mkdtempSync(path.join(tmpdir(), 'documents-'));
  const list = `uuid,userId\n${callback.uuid},${callback.userId}\n`;
  writeFileSync(path.join(cwd, 'provider.csv'), list);
  const script = path.resolve('bin/records.ts');
  const here = command.replace(questionForRecords, `"${process.execPath}" "${script}" `);
  const place = { SESSION_RECORDS_URL: url, SESSION_RECORDS_TABLE: tableName };
  const env = { ...process.env, ...place, ...awsVariables(dynamoDb.endpoint) };
  try {
    // Rejects unless the exit status is 0.
    await promisify(execFile)('bash', ['-c', here], { cwd, env });
  } finally {
    rmSync(cwd, { recursive: true });
  }
}
