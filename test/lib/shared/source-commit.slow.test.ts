import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sourceCommit } from '../../../lib/shared/source-commit.ts';

/** A folder that is removed after the test. */
function aFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'commit-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A repository with a commit of the Lambdas, and a function that commits a further change. */
function aRepository() {
  const folder = aFolder();
  const git = (...args: string[]) =>
    execFileSync(
      'git',
      ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args],
      {
        encoding: 'utf8',
      },
    ).trim();
  const write = (file: string, text: string) => writeFileSync(path.join(folder, file), text);
  const commit = (file: string, text: string) => {
    write(file, text);
    git('add', '.');
    git('commit', '-q', '-m', text);
    return git('rev-parse', '--short=12', 'HEAD');
  };
  git('init', '-q');
  mkdirSync(path.join(folder, 'lambda'));
  return { folder, write, commit, first: commit('lambda/a.ts', 'first') };
}

describe('sourceCommit', () => {
  it('is the last commit that changed the files of a version', () => {
    const { folder, commit, first } = aRepository();
    expect(sourceCommit(folder)).toBe(first);
    commit('README.md', 'a document');
    expect(sourceCommit(folder)).toBe(first);
    const second = commit('lambda/a.ts', 'second');
    expect(sourceCommit(folder)).toBe(second);
  });

  it('shows that there are uncommitted changes', () => {
    const { folder, write, first } = aRepository();
    write('README.md', 'changed');
    expect(sourceCommit(folder)).toBe(first);
    write('lambda/a.ts', 'changed');
    expect(sourceCommit(folder)).toBe(`${first}+`);
  });

  it('is absent outside a repository', () => {
    expect(sourceCommit(aFolder())).toBeUndefined();
  });
});
