import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalReceiver, startLocalReceiver } from '../../../bin/local/receiver.ts';
import { aCallback } from '../../builders/callback.ts';
import { aClientProject, type ClientProject, nodes, run } from '../../builders/packed-client.ts';

const callback = aCallback();

let project: ClientProject;
let receiver: LocalReceiver;
beforeAll(async () => {
  project = await aClientProject();
  receiver = await startLocalReceiver({ port: 0 });
  await fetch(`${receiver.url}/V4/SessionExpired`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(callback),
  });
}, 120_000);
afterAll(async () => {
  await receiver.close();
  rmSync(project.folder, { recursive: true });
});

const names = 'InvalidQueryError, SessionRecordsClient';
const imported = `import { ${names} } from 'session-expired-client';`;
const required = `const { ${names} } = require('session-expired-client');`;
const query = `
  async function query(url, uuid, userId) {
    const client = new SessionRecordsClient({ url });
    const listed = [];
    for await (const record of client.byUser(userId, { from: new Date(0) })) {
      listed.push(record.uuid);
    }
    const isInvalid = (error) => error instanceof InvalidQueryError;
    const refused = await client.get('x'.repeat(300)).catch(isInvalid);
    console.log(JSON.stringify({ got: await client.get(uuid), listed, refused }));
  }
  query(...process.argv.slice(2));`;

/** Runs a script of the project and expects that it queries the receiver. */
async function expectQueries(node: string, script: string): Promise<void> {
  const { stdout, stderr } = await run(
    node,
    [script, `${receiver.url}/session-records`, callback.uuid, callback.userId],
    {
      cwd: project.folder,
      env: { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_REGION: 'eu-west-1' },
    },
  );
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({
    got: expect.objectContaining({
      uuid: callback.uuid,
      sessionId: callback.sessionId,
      deliveries: 1,
    }),
    listed: [callback.uuid],
    refused: true,
  });
}

describe.each(nodes)('the packed package on %s', (node) => {
  it.each([
    ['imported', 'query.mjs', imported],
    ['required', 'query.cjs', required],
  ])('is %s, and queries', async (_, script, load) => {
    project.write(script, load + query);
    await expectQueries(node, script);
  });

  it('is the same whether imported or required, so that instanceof tells its errors', async () => {
    const load = `
      import { createRequire } from 'node:module';
      const require = createRequire(import.meta.url);`;
    const compare = `
      const required = require('session-expired-client');
      console.log(InvalidQueryError === required.InvalidQueryError);`;
    project.write('both.mjs', load + imported + compare);
    expect((await run(node, ['both.mjs'], { cwd: project.folder })).stdout).toBe('true\n');
  });
});

describe('a bundle of esbuild', () => {
  it.each([
    ['cjs', {}],
    ['mjs', { format: 'esm', mainFields: ['module', 'main'] }],
  ] satisfies [string, BuildOptions][])(
    'holds the package once and queries, as .%s',
    async (extension, options) => {
      const same = `
        const required = require('session-expired-client');
        if (required.InvalidQueryError !== InvalidQueryError) throw new Error('twice');`;
      project.write('bundle.js', imported + same + query);
      const bundle = `bundled/bundle.${extension}`;
      await build({
        absWorkingDir: project.folder,
        entryPoints: ['bundle.js'],
        outfile: bundle,
        bundle: true,
        platform: 'node',
        target: 'node20',
        logLevel: 'error',
        ...options,
      });
      for (const node of nodes) await expectQueries(node, bundle);
    },
  );
});

const source = `
  import {
    ErasedError,
    SessionRecordsClient,
    SessionRecordsError,
    type SessionRecordRow,
  } from 'session-expired-client';
  const url = 'https://example.com/session-records';
  const client = new SessionRecordsClient({ url, region: 'eu-west-1' });
  export async function use(): Promise<SessionRecordRow[]> {
    const rows: SessionRecordRow[] = [];
    const options = { from: '2026-01-01', to: new Date(), order: 'oldest' } as const;
    for await (const row of client.byUser('a', options)) rows.push(row);
    const deliveries: number | undefined = (await client.get('a'))?.deliveries;
    // @ts-expect-error: readers do not see fingerprints
    const fingerprint = (await client.get('a'))?.fingerprint;
    const error: unknown = new ErasedError({ title: 'a', detail: String(fingerprint) });
    if (deliveries === 0 && error instanceof SessionRecordsError) throw error;
    return rows;
  }`;

const typescript7 = 'node_modules/typescript/bin/tsc';
const typescript5 = 'test/lib/client/typescript-5/node_modules/typescript/bin/tsc';

describe('the types of the packed package', () => {
  it.each([
    [typescript7, 'node16', 'node16', ['use.mts', 'use.cts']],
    [typescript7, 'nodenext', 'nodenext', ['use.mts', 'use.cts']],
    [typescript7, 'esnext', 'bundler', ['use.ts']],
    // TypeScript 7 no longer has this.
    [typescript5, 'commonjs', 'node10', ['use.ts']],
  ])(
    'stand a strict compiler that looks into them: %s, %s, %s',
    async (compiler, module, resolution, files) => {
      for (const file of files) project.write(file, source);
      const modes = ['--module', module, '--moduleResolution', resolution];
      // Only the language's own library: the types of browsers and Node are not available.
      const options = [
        '--strict',
        '--noEmit',
        '--target',
        'es2022',
        '--lib',
        'es2022',
        '--skipLibCheck',
        'false',
      ];
      await run(process.execPath, [path.resolve(compiler), ...modes, ...options, ...files], {
        cwd: project.folder,
      }).catch(({ stdout, message }) => expect.unreachable(stdout || message));
    },
  );
});

describe('the content of the packed package', () => {
  it("installs nothing of the CDK, and of the Lambdas' packages only the SDK", () => {
    const scopes = readdirSync(project.modules);
    expect(scopes.sort()).toEqual([
      '@aws',
      '@aws-sdk',
      '@smithy',
      'bowser',
      'session-expired-client',
      'tslib',
    ]);
    expect(readdirSync(path.join(project.modules, '@aws-sdk'))).not.toContain('client-dynamodb');
  });

  it('holds the client and its declarations, and no other code', () => {
    const files = readdirSync(project.installed, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(project.installed, path.join(entry.parentPath, entry.name)));
    const rest = files.filter(
      (file) => !/^dist\/(cjs\/[\w-]+(\.d\.ts|\.js)|esm\/[\w-]+\.js)$/.test(file),
    );
    expect(rest.sort()).toEqual(['LICENSE', 'README.md', 'dist/cjs/package.json', 'package.json']);
  });

  it("can be published, in step with the receiver's version", () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    const packed = JSON.parse(readFileSync(path.join(project.installed, 'package.json'), 'utf8'));
    expect(packed).toMatchObject({ name: 'session-expired-client', version, license: 'MIT' });
    expect(packed.private).toBeUndefined();
  });
});
