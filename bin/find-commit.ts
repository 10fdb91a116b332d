import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'find-commit-'));

/** The paths that a Lambda's code is built from. */
const sources = ['lambda', 'lib', 'package.json', 'package-lock.json', 'tsconfig.json'];

/**
 * The environment of the programs that this command starts. A variable of Git's could lead to
 * another repository.
 */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(GIT|AWS|CDK)_/.test(name)),
);

/** Prints the newest commit that builds the code with the digest of a Lambda's description. */
function findCommit(digest: string): void {
  const commits = git('rev-list', 'HEAD', '--', ...sources)
    .toString()
    .split('\n')
    .filter(Boolean);
  for (const [index, commit] of commits.entries()) {
    console.error(`building ${commit.slice(0, 12)}, ${index + 1} of ${commits.length}`);
    if (!build(commit).includes(`, code ${digest}"`)) continue;
    console.log(git('log', '-1', '--no-show-signature', '--format=%H %cs %s', commit).toString());
    return;
  }
  throw new Error(
    `No commit before HEAD builds code ${digest}. Look in another branch, or run git fetch --unshallow if the clone is shallow. The code may also come from changes that nobody committed.`,
  );
}

/** Returns the text of the template that a commit makes for dev. */
function build(commit: string): string {
  const project = path.join(folder, commit);
  mkdirSync(project);
  run('tar', ['-xf', '-', '-C', project], { input: git('archive', commit) });
  installPackages(project);
  const { context } = JSON.parse(readFileSync(path.join(project, 'cdk.json'), 'utf8'));
  run(process.execPath, [path.join(project, 'bin/app.ts')], {
    env: {
      ...environment,
      CDK_OUTDIR: path.join(project, 'cdk.out'),
      CDK_CONTEXT_JSON: JSON.stringify(context),
      CDK_VALIDATION: 'false',
    },
  });
  const templates = globSync(path.join(project, 'cdk.out/*.template.json'));
  const text = templates.map((file) => readFileSync(file, 'utf8')).join('');
  rmSync(project, { recursive: true });
  return text;
}

/** Gives a project the packages of its lockfile: this project's own if the lockfiles are the same. */
function installPackages(project: string): void {
  const [lock, own] = [project, root].map((of) => readFileSync(path.join(of, 'package-lock.json')));
  if (own?.equals(lock as Buffer))
    symlinkSync(path.join(root, 'node_modules'), path.join(project, 'node_modules'));
  else run('npm', ['ci', '--include=dev', '--ignore-scripts', '--no-audit'], { cwd: project });
}

function git(...args: string[]): Buffer {
  return run('git', ['-C', root, ...args]);
}

function run(program: string, args: readonly string[], options = {}): Buffer {
  return execFileSync(program, args, {
    env: environment,
    maxBuffer: 1e9,
    stdio: 'pipe',
    ...options,
  });
}

const [digest = ''] = process.argv.slice(2);
try {
  if (!/^[0-9a-f]{12}$/.test(digest))
    throw new Error('Write the 12 digits after "code" in the description of a Lambda or a version');
  findCommit(digest);
} catch (error) {
  const { stderr, message } = error as Error & { stderr?: Buffer };
  console.error(stderr?.toString().trim() || message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
