import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Gives a run of the tests one folder for all its temporary files, and removes it when the run ends. The
 * CDK's assemblies and the files of child processes are in it too. Child processes share in it what
 * Node.js compiled.
 */
export default function createRunFolder(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'session-expired-tests-'));
  process.env['TMPDIR'] = folder;
  process.env['NODE_COMPILE_CACHE'] = path.join(folder, 'node-compile-cache');
  // Vitest's own teardown comes too early: some workers may still write then.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
}
