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
 * The stack of a stage, as `cdk synth` makes it with the flags of cdk.json, but for the Lambdas' code. The
 * CDK's own rules, which take seconds of each synth, are left to the test of the rules.
 */
export function aStack(
  stage: 'dev' | 'prod',
  overrides: Record<string, unknown> = {},
  props: Pick<SessionExpiredStackProps, 'isUrgent'> = {},
): SessionExpiredStack {
  const { stages, ...flags } = cdkJson.context;
  const shipped = stage === 'prod' ? testStages.prod : stages.dev;
  const context = { ...flags, 'aws:cdk:bundling-stacks': [] };
  const app = new App({ context, builtinCloudFormationValidation: false });
  const settings = readSettings({ [stage]: { ...shipped, ...overrides } }, stage);
  return new SessionExpiredStack(app, `SessionExpired-${stage}`, { stage, settings, ...props });
}

export function aTemplate(
  stage: 'dev' | 'prod',
  overrides: Record<string, unknown> = {},
): Template {
  return Template.fromStack(aStack(stage, overrides));
}
