import { execFile } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';

/**
 * Lints files with these contents by this project's rules. Resolves to the names of the rules that
 * each file breaks.
 */
async function brokenRules(sources: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(path.join(tmpdir(), 'walls-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const file of ['biome.json', ...globSync('bin/**/*.grit')])
    cpSync(file, path.join(folder, file));
  for (const [file, source] of Object.entries(sources)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), `${source};\n`);
  }
  const biome = path.resolve('node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder }).catch(
    (e) => e,
  );
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
  const broken = new Map(Object.keys(sources).map((file) => [file, new Set<string>()]));
  for (const { category, location } of diagnostics)
    broken.get(location.path)?.add(category.replace(/^lint\/\w+\//, ''));
  return Object.fromEntries([...broken].map(([file, rules]) => [file, [...rules]]));
}

interface Diagnostic {
  readonly category: string;
  readonly location: { readonly path: string };
}

const everyFile = (sources: Readonly<Record<string, string>>, rules: readonly string[]) =>
  Object.fromEntries(Object.keys(sources).map((file) => [file, rules]));

describe('the linter', () => {
  it('refuses imports that run upwards or into the room next door', async () => {
    const imports = {
      'lambda/callback/one.ts': "import '../../lib/settings/settings.ts'",
      'lambda/callback/two.ts': "import '../../bin/local/receiver.ts'",
      'lambda/query/two.ts': "import type {} from '../../lib/client/session-record.ts'",
      'lambda/records/one.ts': "import '../callback/callback.ts'",
      'lambda/records/two.ts': "import type {} from '../../lib/client/session-record.ts'",
      'lambda/shared/one.ts': "import '../callback/callback.ts'",
      'lib/client/one.ts': "import '../settings/settings.ts'",
      'lib/client/two.ts': "import '../../lambda/query/outcome.ts'",
      'lib/one.ts': "import '../bin/local/receiver.ts'",
      'bin/certify/one.ts': "import '../../lambda/callback/answer.ts'",
      'lib/two.ts': "import 'node:child_process'",
      'bin/certify/checks/one.ts': "import '../../../lambda/callback/answer.ts'",
      'bin/certify/two.ts': "import '../local/receiver.ts'",
      'bin/certify/checks/two.ts': "import '../../cost/growth.ts'",
      'bin/records/one.ts': "import '../certify/verdict.ts'",
      'bin/cost/one.ts': "import '../local/embedded-dynamodb.ts'",
      'bin/certify/three.ts': "export const one = import('../local/receiver.ts')",
      'bin/kit/one.ts': "import '../records/result.ts'",
      'bin/local/one.ts': "import 'node:process'",
      'lambda/query/one.ts': "import 'node:process'",
      'bin/certify.ts': "import '../lambda/callback/answer.ts'",
    };
    expect(await brokenRules(imports)).toEqual(everyFile(imports, ['noRestrictedImports']));
  });

  it('lets imports run downwards', async () => {
    const imports = {
      'lambda/records/one.ts': "import '../shared/within-budget.ts'",
      'lambda/callback/one.ts': "import '../records/session-record.ts'",
      'lib/one.ts': "import '../lambda/replay/handler.ts'",
      'lib/client/one.ts': "import './errors.ts'",
      'bin/certify.ts': "import '../lib/client/session-record.ts'",
      'bin/certify/checks/one.ts': "import '../records/ledger.ts'",
      'bin/certify/checks/two.ts': "import '../../kit/pace.ts'",
      'bin/records/one.ts': "import '../kit/pace.ts'",
      'bin/records/two.ts': "import '../../lambda/records/table-layout.ts'",
    };
    expect(await brokenRules(imports)).toEqual(everyFile(imports, []));
  });

  it('refuses circles of imports, also of types alone', async () => {
    const circles = {
      'lib/a.ts': "import './b.ts'",
      'lib/b.ts': "import './a.ts'",
      'lib/c.ts': "export type * from './d.ts'",
      'lib/d.ts': "export type * from './c.ts'",
    };
    expect(await brokenRules(circles)).toEqual(everyFile(circles, ['noImportCycles']));
  });

  it('lets only the handler.ts of a Lambda read process.env', async () => {
    const reading = { 'lambda/query/one.ts': 'export const one = process.env' };
    expect(await brokenRules(reading)).toEqual(everyFile(reading, ['noProcessEnv']));
    const handler = { 'lambda/query/handler.ts': 'export const one = process.env' };
    expect(await brokenRules(handler)).toEqual(everyFile(handler, []));
  });

  it('refuses a local run that changes its process', async () => {
    const changes = {
      'bin/local/one.ts': "Object.assign(process.env, { one: '1' })",
      'bin/local/two.ts': 'process.stdout.write = () => true',
      'bin/local/three.ts': 'export const { stdout } = process',
      'bin/local/four.ts': "delete process['env']['ONE']",
    };
    const broken = await brokenRules(changes);
    for (const [file, rules] of Object.entries(broken))
      expect([file, rules]).toEqual([file, expect.arrayContaining(['plugin'])]);
    const harmless = { 'bin/local/one.ts': "process.once('exit', () => {})" };
    expect(await brokenRules(harmless)).toEqual(everyFile(harmless, []));
  });
});
