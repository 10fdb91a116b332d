import { Annotations, type Stack } from 'aws-cdk-lib';
import { isOpen } from './deployment-rules.ts';
import { devStage, type Settings } from './settings.ts';

/** Warns at synth about settings that may be deployed but should be changed later. */
export function warnAtSynth(stack: Stack, stage: string, settings: Settings): void {
  const warn = (id: string, message: string) =>
    Annotations.of(stack).addWarningV2(`session-expired:${id}`, message);
  if (isOpen(settings)) {
    warn(
      'openEndpoint',
      `every IP address may call the callback API: set stages.${stage}.allowedIps before real players use it`,
    );
  }
  if (stage === devStage) return;
  if (settings.silenceHours === undefined) {
    warn(
      'silenceHours',
      `no alarm tells that callbacks stopped coming: set stages.${stage}.silenceHours once you know your traffic`,
    );
  }
  if (!settings.terminationProtection) {
    warn(
      'terminationProtection',
      `the stack can be deleted: set stages.${stage}.terminationProtection once its first deployment has worked`,
    );
  }
}
