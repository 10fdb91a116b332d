import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Gives a run of the tests one folder for all temporary files, and removes it at the end. CDK's
 * assemblies and the files of child processes are in it too. Child processes share Node.js's
 * compile cache there.
 */
export default function createRunFolder(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'session-expired-tests-'));
  process.env['TMPDIR'] = folder;
  process.env['NODE_COMPILE_CACHE'] = path.join(folder, 'node-compile-cache');
  // Vitest's own teardown comes too early, since some workers may still write then.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
}
