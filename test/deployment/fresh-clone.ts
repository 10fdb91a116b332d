import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import testStages from '../stages.json' with { type: 'json' };

/**
 * Clones the project as build servers do, with depth 1, and links the packages. Changes that nobody
 * committed are copied. `stages.json` is in the clone, as an editor on Windows writes it.
 *
 * @returns the folder of the clone
 */
export function freshClone(root: string, folder: string): string {
  const clone = path.join(folder, 'clone');
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', root, ...args], { encoding: 'utf8' });
  git('clone', '-q', '--depth', '1', `file://${root}`, clone);
  const changed = git('diff', '-z', '--name-only', 'HEAD');
  const added = git('ls-files', '-z', '--others', '--exclude-standard');
  for (const file of `${changed}${added}`.split('\0').filter(Boolean)) {
    rmSync(path.join(clone, file), { force: true });
    if (existsSync(path.join(root, file)))
      cpSync(path.join(root, file), path.join(clone, file), { recursive: true });
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(clone, 'node_modules'));
  const stages = JSON.stringify(testStages, undefined, 2).replaceAll('\n', '\r\n');
  writeFileSync(path.join(clone, 'stages.json'), `\uFEFF${stages}`);
  return clone;
}
