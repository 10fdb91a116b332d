import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * `npm run test:mutants` plants one mistake after the other in a copy of the project, and prints
 * which test finds it. It exits with 1 if one survives, or if its text is not there. An argument
 * selects mutants by a part of their folder or promise.
 */

/** A mistake. It replaces a text that must be there once in the folder's files. */
interface Mutant {
  readonly promise: string;
  readonly folder: string;
  readonly find: string;
  readonly replace: string;
  /** Slow tests that find it, if no quick test does: parts of their paths. */
  readonly tests?: readonly string[];
}

const project = copyProject();
process.once('exit', () => fs.rmSync(project, { recursive: true, force: true }));
const list = fs.readFileSync(path.join(import.meta.dirname, 'mutants.json'), 'utf8');
const [part = ''] = process.argv.slice(2);
const mutants = (JSON.parse(list) as Mutant[]).filter(({ folder, promise }) =>
  `${folder}: ${promise}`.includes(part),
);
const early = firstFailure('run', '--project=quick');
if (early !== undefined) throw new Error(`a test fails without a mutant: ${early}`);

let found = 0;
for (const mutant of mutants) {
  const result = plant(mutant);
  if (result.startsWith('found')) found += 1;
  console.log(`${mutant.folder}: ${mutant.promise}\n    ${result}`);
}
console.log(`${found} of ${mutants.length} mutants were found`);
process.exitCode = found === mutants.length ? 0 : 1;

/** Copies what Git knows or would take, and links the packages. A workspace stays the copy's. */
function copyProject(): string {
  const copy = fs.mkdtempSync(path.join(tmpdir(), 'session-expired-mutants-'));
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z']).toString();
  for (const file of files.split('\0').filter((file) => fs.existsSync(file) && file !== '')) {
    fs.cpSync(file, path.join(copy, file), { recursive: true });
  }
  fs.mkdirSync(path.join(copy, 'node_modules'));
  for (const name of fs.readdirSync('node_modules')) {
    const found = path.relative('.', fs.realpathSync(path.join('node_modules', name)));
    const target = path.resolve(found.startsWith('node_modules') ? '.' : copy, found);
    fs.symlinkSync(target, path.join(copy, 'node_modules', name));
  }
  return copy;
}

/** Plants a mutant, runs the tests, and takes it back. Returns what became of it. */
function plant({ folder, find, replace, tests }: Mutant): string {
  const holds = (file: string) => fs.readFileSync(file, 'utf8').split(find).length - 1;
  const files = fs.globSync(`${project}/${folder}/**/*.ts`).filter(holds);
  const [file] = files;
  if (file === undefined || files.length > 1 || holds(file) > 1) return 'not planted';
  const source = fs.readFileSync(file, 'utf8');
  fs.writeFileSync(file, source.split(find).join(replace));
  // The tests that mirror the folder are likely to find it, and are few.
  const mirror = path.join('test', path.relative(project, path.dirname(file)), '/');
  const finder =
    firstFailure('run', mirror, '--project=quick') ??
    firstFailure('related', file, '--project=quick') ??
    (tests && firstFailure('run', ...tests, '--project=slow'));
  fs.writeFileSync(file, source);
  return finder === undefined ? 'survived' : `found by ${finder}`;
}

/** Runs tests until one fails. Returns its name, or undefined if all of them pass. */
function firstFailure(...args: readonly string[]): string | undefined {
  const output = path.join(project, 'results.json');
  const options = ['--run', '--bail=1', '--passWithNoTests', '--reporter=json'];
  const vitest = ['node_modules/vitest/vitest.mjs', ...args, ...options, `--outputFile=${output}`];
  const { status } = spawnSync(process.execPath, vitest, { cwd: project, timeout: 600_000 });
  if (status === 0) return undefined;
  if (status === null) return 'the tests do not end';
  const { testResults } = JSON.parse(fs.readFileSync(output, 'utf8'));
  for (const { name, assertionResults } of testResults) {
    const failed = assertionResults.find(({ status }: { status: string }) => status === 'failed');
    if (failed !== undefined) return `${path.relative(project, name)}: ${failed.fullName}`;
  }
  return 'a file does not run';
}
