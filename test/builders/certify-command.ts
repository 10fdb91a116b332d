import { spawn } from 'node:child_process';
import { demoPartner } from './callback.ts';

export const asDemo = ['--secure-login', demoPartner.secureLogin, '--provider-id', demoPartner.providerId];

/** Runs what `npm run certify` runs, with pipes as outputs, and resolves to status and outputs. */
export async function runCertify(args: readonly string[], variables: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['bin/certify.ts', ...args], {
    env: { ...process.env, FORCE_COLOR: undefined, NODE_OPTIONS: '', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, stdout, stderr };
}
