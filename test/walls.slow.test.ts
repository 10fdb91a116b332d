import { execFile } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';

const biome = path.resolve('node_modules/@biomejs/biome/bin/biome');

/**
 * Lints files with the given imports by this project's rules. Resolves to the names of the broken
 * rules.
 */
async function brokenRules(
  imports: Readonly<Record<string, string>>,
  kind = 'import',
): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'walls-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync('biome.json', path.join(folder, 'biome.json'));
  for (const [file, source] of Object.entries(imports)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), `${kind} '${source}';\n`);
  }
  const args = [biome, 'lint', '--vcs-enabled=false', '--reporter=json'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder }).catch(
    (e) => e,
  );
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { category: string }[] };
  return [...new Set(diagnostics.map(({ category }) => category.replace(/^lint\/\w+\//, '')))];
}

describe('the linter', () => {
  it.each([
    ['lambda/callback/answer.ts', '../../lib/settings/settings.ts'],
    ['lambda/callback/answer.ts', '../../bin/local/receiver.ts'],
    ['lambda/records/table-layout.ts', '../callback/callback.ts'],
    ['lambda/shared/telemetry.ts', '../callback/callback.ts'],
    ['lib/client/problem.ts', '../settings/settings.ts'],
    ['lib/client/problem.ts', '../../lambda/query/outcome.ts'],
    ['lib/overflow.ts', '../bin/local/receiver.ts'],
    ['bin/certify/checks/storm.ts', '../../../lambda/callback/answer.ts'],
    ['bin/certify.ts', '../lambda/callback/answer.ts'],
  ])('refuses that %s imports %s', async (file, source) => {
    expect(await brokenRules({ [file]: source })).toEqual(['noRestrictedImports']);
  });

  it.each([
    ['lambda/records/session-record-reader.ts', '../../lib/client/session-record.ts'],
    ['lambda/callback/answer.ts', '../records/session-record.ts'],
    ['lib/overflow.ts', '../lambda/replay/handler.ts'],
    ['lib/client/problem.ts', './errors.ts'],
    ['bin/certify.ts', '../lib/client/session-record.ts'],
  ])('lets %s import %s', async (file, source) => {
    expect(await brokenRules({ [file]: source })).toEqual([]);
  });

  it.each(['import', 'export type * from'])(
    'refuses a circle of files that %s each other',
    async (kind) => {
      const circle = { 'lib/a.ts': './b.ts', 'lib/b.ts': './a.ts' };
      expect(await brokenRules(circle, kind)).toEqual(['noImportCycles']);
    },
  );
});

describe('the Lambdas', () => {
  it('import the types of the client only', () => {
    const sources = globSync('lambda/**/*.ts').map((file) => readFileSync(file, 'utf8'));
    const imports = sources.flatMap(
      (source) => source.match(/^import .*\/lib\/client\/.*$/gm) ?? [],
    );
    expect(imports.length).toBeGreaterThan(0);
    expect(imports.filter((line) => !line.startsWith('import type '))).toEqual([]);
  });
});
