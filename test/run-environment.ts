import { mkdtempSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import { askThisMachineDirectly } from '../bin/kit/this-machine.ts';

/** Gives a run of the tests its own folder and environment. Child processes inherit both. */
export default function prepareRun(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'session-expired-tests-'));
  // For all temporary files: CDK's assemblies, the files of child processes, and Node.js's compile
  // cache, which they share.
  process.env['TMPDIR'] = folder;
  process.env['NODE_COMPILE_CACHE'] = path.join(folder, 'node-compile-cache');
  // Vitest's own teardown comes too early, since some workers may still write then.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  forgetDeveloper();
}

/** Removes the developer's settings for AWS. This machine is then asked without a proxy. */
export function forgetDeveloper(): void {
  const names = Object.keys(process.env).filter((name) => /^(AWS|POWERTOOLS)_/.test(name));
  for (const name of names) delete process.env[name];
  process.env['AWS_CONFIG_FILE'] = devNull;
  process.env['AWS_SHARED_CREDENTIALS_FILE'] = devNull;
  askThisMachineDirectly();
}
