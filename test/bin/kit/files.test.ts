import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { checkWritable, readUserFile, userPath, writeUserFile } from '../../../bin/kit/files.ts';

function aFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'kit-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
    vi.unstubAllEnvs();
  });
  return folder;
}

describe('userPath', () => {
  it('starts where the user was if npm runs the script, else in the working folder', () => {
    const folder = aFolder();
    vi.stubEnv('INIT_CWD', folder);
    vi.stubEnv('npm_package_json', path.resolve('package.json'));
    expect(userPath('a.md')).toBe(path.join(folder, 'a.md'));
    vi.stubEnv('npm_package_json', path.resolve('elsewhere/package.json'));
    expect(userPath('a.md')).toBe(path.resolve('a.md'));
    vi.stubEnv('npm_package_json', undefined);
    expect(userPath('a.md')).toBe(path.resolve('a.md'));
  });
});

describe('the files of a user', () => {
  it('are refused in one line where they cannot be read or written', () => {
    const file = path.join(aFolder(), 'no/such/file.md');
    expect(() => readUserFile(file)).toThrow(`${file} cannot be read (ENOENT)`);
    expect(() => writeUserFile(file, '')).toThrow(`${file} cannot be written (ENOENT)`);
    expect(() => checkWritable(file)).toThrow('its folder must be there and writable (ENOENT)');
  });

  it('are read as they were written', () => {
    const file = path.join(aFolder(), 'file.md');
    checkWritable(file);
    writeUserFile(file, 'text');
    expect(readUserFile(file).toString()).toBe('text');
  });
});
