import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import cdkJson from '../../cdk.json' with { type: 'json' };
import {
  SessionExpiredStack,
  type SessionExpiredStackProps,
} from '../../lib/session-expired-stack.ts';
import { readSettings } from '../../lib/settings/read-settings.ts';
import testStages from '../stages.json' with { type: 'json' };

/**
 * Returns the stack of a stage as `cdk synth` makes it with the flags of cdk.json, without the
 * Lambdas' code. The CDK's own rules take seconds in each synth, so only the test of the rules runs
 * them.
 */
export function aStack(
  stage: 'dev' | 'prod',
  overrides: Record<string, unknown> = {},
  props: Pick<SessionExpiredStackProps, 'isUrgent'> = {},
): SessionExpiredStack {
  const { stages, ...flags } = cdkJson.context;
  const shipped = stage === 'prod' ? testStages.prod : stages.dev;
  const context = { ...flags, 'aws:cdk:bundling-stacks': [] };
  // CDK's own rules take most of a synthesis. `cdk synth` and test/lib/rules.slow.test.ts run them.
  const app = new App({ context, builtinCloudFormationValidation: false });
  const settings = readSettings({ [stage]: { ...shipped, ...overrides } }, stage);
  return new SessionExpiredStack(app, `SessionExpired-${stage}`, { stage, settings, ...props });
}

/** Returns the template of a stage. */
export function aTemplate(
  stage: 'dev' | 'prod',
  overrides: Record<string, unknown> = {},
): Template {
  return Template.fromStack(aStack(stage, overrides));
}
