import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { InvalidArgumentError } from '@commander-js/extra-typings';
import { commandLine, parse } from './kit/command-line.ts';
import { exitStatus } from './kit/exit.ts';
import { runCommand, say } from './kit/run-command.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'find-commit-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** The paths that a Lambda's code is built from. */
const sources = ['lambda', 'lib', 'package.json', 'package-lock.json', 'tsconfig.json'];

/**
 * The environment of the programs that this command starts. A variable of Git's could lead to
 * another repository.
 */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(GIT|AWS|CDK)_/.test(name)),
);

/** Prints the newest commit that builds the code with that digest. Returns the exit status. */
function findCommit(digest: string): number {
  const commits = git('rev-list', 'HEAD', '--', ...sources)
    .toString()
    .split('\n')
    .filter(Boolean);
  for (const [index, commit] of commits.entries()) {
    say(`building ${commit.slice(0, 12)}, ${index + 1} of ${commits.length}`);
    const template = build(commit);
    // Older commits write no digest.
    if (template !== undefined && !template.includes(', code ')) break;
    if (!template?.includes(`, code ${digest}"`)) continue;
    const line = git('log', '-1', '--no-show-signature', '--format=%H %cs %s', commit);
    console.log(line.toString().trim());
    return exitStatus.well;
  }
  say(`No commit in the history of HEAD builds code ${digest}. Look in another branch.`);
  say('If this clone is shallow, run git fetch --unshallow. Or the changes were never committed.');
  return exitStatus.wrong;
}

/** Returns the text of the template that a commit makes for dev. Undefined if it makes none. */
function build(commit: string): string | undefined {
  const project = path.join(folder, commit);
  mkdirSync(project);
  run('tar', ['-xf', '-', '-C', project], { input: git('archive', commit) });
  installPackages(project);
  const { context } = JSON.parse(readFileSync(path.join(project, 'cdk.json'), 'utf8'));
  const env = {
    ...environment,
    CDK_OUTDIR: path.join(project, 'cdk.out'),
    CDK_CONTEXT_JSON: JSON.stringify(context),
    CDK_VALIDATION: 'false',
  };
  try {
    run(process.execPath, [path.join(project, 'bin/app.ts')], { env });
    const [template = ''] = globSync(path.join(project, 'cdk.out/*.template.json'));
    return readFileSync(template, 'utf8');
  } catch {
    say('it does not build');
    return undefined;
  } finally {
    rmSync(project, { recursive: true });
  }
}

/** Gives a project the packages of its lockfile. They are this project's own if it has the same. */
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

await runCommand({
  name: 'find-commit',
  async run(args) {
    let status: number = exitStatus.well;
    const program = commandLine({
      name: 'find-commit',
      does: "Builds one commit after the other until one makes that code of a Lambda's version.",
      statuses: ['the commit is printed', 'no commit of the history builds that code'],
    })
      .argument('<digest>', 'the 12 digits after "code" in the description', (text) => {
        if (/^[0-9a-f]{12}$/.test(text)) return text;
        throw new InvalidArgumentError('write the 12 digits after "code" in the description');
      })
      .action((digest) => {
        status = findCommit(digest);
      });
    parse(program, args);
    return status;
  },
  explain: (error) => (error as { stderr?: Buffer }).stderr?.toString().trim() || undefined,
});
