import { exec, execFile, execFileSync, execSync, fork, spawn, spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

it.each([exec, execFile, execFileSync, execSync, fork, spawn, spawnSync])(
  'keeps a quick test from starting a process: %o',
  (start: (command: string) => unknown) => {
    expect(() => start('true')).toThrow('call its file *.slow.test.ts');
  },
);
