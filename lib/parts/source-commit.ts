import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** What a version of a Lambda is made of, by path. */
const sources = ['lambda', 'lib', 'cdk.json', 'package-lock.json'];

/**
 * Returns the commit that last changed what a version is made of, with a plus where there are further
 * changes, or undefined outside of a Git repository. A commit that changes nothing of it makes no new
 * version, and so no gradual deployment.
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
    // No Git, or no repository, as in an unpacked archive: there is no commit to name.
    return undefined;
  }
}

const commit = sourceCommit(repository);

/** Returns a Lambda's description with the commit, which Lambda copies to each version that it publishes. */
export function withCommit(description: string): string {
  return commit === undefined ? description : `${description}, commit ${commit}`;
}
