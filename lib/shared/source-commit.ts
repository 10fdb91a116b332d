import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** The paths of the files that a version of a Lambda is made of. */
const sources = ['lambda', 'lib', 'cdk.json', 'package-lock.json'];

/**
 * Returns the last commit that changed the files of a version, with a plus if they have uncommitted
 * changes. Returns undefined outside a Git repository. A commit that changes no such file makes no
 * new version, and so no gradual deployment.
 */
export function sourceCommit(folder: string): string | undefined {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, ...args, '--', ...sources], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    const commit = git('log', '-1', '--format=%h', '--abbrev=12');
    const isChanged = git('status', '--porcelain') !== '';
    return commit === '' ? undefined : commit + (isChanged ? '+' : '');
  } catch {
    // There is no Git or no repository, as in an unpacked archive. So there is no commit to name.
    return undefined;
  }
}

const commit = sourceCommit(repository);

/**
 * Returns a Lambda's description with the commit. Lambda copies it to each version that it
 * publishes.
 */
export function withCommit(description: string): string {
  return commit === undefined ? description : `${description}, commit ${commit}`;
}
