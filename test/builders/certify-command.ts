import { demoPartner } from './callback.ts';
import { runCommand } from './command.ts';

/** The options of the demo partner. */
export const asDemo = [
  '--secure-login',
  demoPartner.secureLogin,
  '--provider-id',
  demoPartner.providerId,
];

/** Runs `npm run certify` with pipes and resolves to its status and outputs. */
export function runCertify(args: readonly string[], variables: Record<string, string> = {}) {
  return runCommand('bin/certify.ts', args, variables);
}
