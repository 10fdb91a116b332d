import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Gives a run of the tests a folder and an environment of its own. Child processes inherit both.
 */
export default function prepareRun(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'session-expired-tests-'));
  // For all temporary files: CDK's assemblies, the files of child processes, and Node.js's compile
  // cache, which they share.
  process.env['TMPDIR'] = folder;
  process.env['NODE_COMPILE_CACHE'] = path.join(folder, 'node-compile-cache');
  // Vitest's own teardown comes too early, since some workers may still write then.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  forgetDeveloper(path.join(folder, 'no-such-file'));
}

/** No test depends on the developer's settings for AWS, nor asks this machine through a proxy. */
function forgetDeveloper(noFile: string): void {
  const names = Object.keys(process.env).filter((name) => /^(AWS|POWERTOOLS)_/.test(name));
  for (const name of names) delete process.env[name];
  process.env['AWS_CONFIG_FILE'] = noFile;
  process.env['AWS_SHARED_CREDENTIALS_FILE'] = noFile;
  const { no_proxy: own = process.env['NO_PROXY'] } = process.env;
  const noProxy = [own, 'localhost,127.0.0.1,::1'].filter(Boolean).join(',');
  Object.assign(process.env, { NO_PROXY: noProxy, no_proxy: noProxy });
}
