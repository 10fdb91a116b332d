import { demoPartner } from './callback.ts';
import { runCommand } from './command.ts';

export const asDemo = [
  '--secure-login',
  demoPartner.secureLogin,
  '--provider-id',
  demoPartner.providerId,
];

/** Runs what `npm run certify` runs, with pipes as outputs, and resolves to status and outputs. */
export function runCertify(args: readonly string[], variables: Record<string, string> = {}) {
  return runCommand('bin/certify.ts', args, variables);
}
