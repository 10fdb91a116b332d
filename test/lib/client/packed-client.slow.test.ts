import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalReceiver, startLocalReceiver } from '../../../bin/local/receiver.ts';
import { lockedPackages } from '../../audit/locked-packages.ts';
import { aCallback } from '../../builders/callback.ts';

const run = promisify(execFile);

/** Another project, of which the packed package is a dependency. */
const project = mkdtempSync(path.join(tmpdir(), 'project-'));
const modules = path.join(project, 'node_modules');
const installed = path.join(modules, 'session-expired-client');

/** The machine's own Node.js, which may be 20, rather than the one that the launcher gets and runs the tests with. */
const node =
  (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .map((folder) => path.join(folder, 'node'))
    .find(existsSync) ?? process.execPath;

let receiver: LocalReceiver;

/**
 * Packs and unpacks the package, and copies just those packages beside it that the lockfile names for its `dependencies`: what
 * `npm install` of the tarball would do, without a registry. What is missing among the `dependencies` is missing there, too.
 */
beforeAll(async () => {
  const { stdout } = await run('npm', [
    'pack',
    '--workspace',
    'lib/client',
    '--json',
    '--loglevel',
    'error',
    '--pack-destination',
    project,
  ]);
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[')));
  mkdirSync(installed, { recursive: true });
  await run('tar', ['-xzf', path.join(project, filename), '-C', installed, '--strip-components', '1']);
  for (const folder of lockedPackages('lib/client')) {
    const filter = (source: string) => source === folder || path.basename(source) !== 'node_modules';
    cpSync(folder, path.join(project, folder), { recursive: true, filter });
  }
  writeFileSync(path.join(project, 'package.json'), '{"type":"module"}');
  process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
  receiver = await startLocalReceiver({ port: 0 });
}, 120_000);
afterAll(async () => {
  await receiver.close();
  rmSync(project, { recursive: true });
});

describe('the packed package', () => {
  it('is imported by another project, on its own Node.js, and queries', async () => {
    const callback = aCallback();
    await fetch(`${receiver.url}/V4/SessionExpired`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(callback),
    });
    const script = `
      import { InvalidQueryError, SessionRecordsClient } from 'session-expired-client';
      const [url, uuid, userId] = process.argv.slice(2);
      const client = new SessionRecordsClient({ url });
      const listed = [];
      for await (const record of client.byUser(userId, { from: new Date(0) })) listed.push(record.uuid);
      const refused = await client.get('x'.repeat(300)).catch((error) => error instanceof InvalidQueryError);
      console.log(JSON.stringify({ got: await client.get(uuid), listed, refused }));`;
    writeFileSync(path.join(project, 'query.js'), script);

    const { stdout, stderr } = await run(
      node,
      ['query.js', `${receiver.url}/session-records`, callback.uuid, callback.userId],
      {
        cwd: project,
        env: { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_REGION: 'eu-west-1' },
      },
    );

    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      got: expect.objectContaining({ uuid: callback.uuid, sessionId: callback.sessionId, deliveries: 1 }),
      listed: [callback.uuid],
      refused: true,
    });
  });

  it('types what it offers, and stands a strict compiler that looks into its declarations', async () => {
    const source = `
      import { SessionRecordsClient, SessionRecordsError, type SessionRecordRow } from 'session-expired-client';
      const client = new SessionRecordsClient({ url: 'https://example.com/session-records', region: 'eu-west-1' });
      export async function use(): Promise<SessionRecordRow[]> {
        const rows: SessionRecordRow[] = [];
        for await (const row of client.byUser('a', { from: '2026-01-01', to: new Date(), order: 'oldest' })) rows.push(row);
        const deliveries: number | undefined = (await client.get('a'))?.deliveries;
        // @ts-expect-error: readers do not see fingerprints
        const fingerprint = (await client.get('a'))?.fingerprint;
        if (deliveries === 0) throw new SessionRecordsError({ title: 'a', detail: String(fingerprint) });
        return rows;
      }`;
    writeFileSync(path.join(project, 'use.ts'), source);
    const options = [
      '--strict',
      '--noEmit',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--skipLibCheck',
      'false',
    ];
    await run(process.execPath, [path.resolve('node_modules/typescript/bin/tsc'), ...options, 'use.ts'], {
      cwd: project,
    });
  });

  it('brings in nothing of the CDK, and nothing that the Lambdas are bundled from but the SDK', () => {
    const scopes = readdirSync(modules);
    expect(scopes).not.toEqual(expect.arrayContaining(['aws-cdk-lib']));
    expect(scopes.sort()).toEqual([
      '@aws',
      '@aws-sdk',
      '@smithy',
      'bowser',
      'session-expired-client',
      'tslib',
    ]);
    expect(readdirSync(path.join(modules, '@aws-sdk'))).not.toContain('client-dynamodb');
  });

  it('holds the client and its declarations, and no other code', () => {
    const files = readdirSync(installed, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(installed, path.join(entry.parentPath, entry.name)));
    expect(files).toEqual(expect.arrayContaining(['dist/index.js', 'dist/index.d.ts', 'README.md']));
    const rest = files.filter((file) => !/^dist\/[\w-]+(\.d\.ts|\.js)$/.test(file));
    expect(rest.sort()).toEqual(['README.md', 'package.json']);
  });
});
