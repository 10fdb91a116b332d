import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect } from 'vitest';
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

const templates = new Map<string, Template>();

/** Returns the template of a stage. The same stage and settings are synthesized once. */
export function aTemplate(
  stage: 'dev' | 'prod',
  overrides: Record<string, unknown> = {},
): Template {
  const key = JSON.stringify([stage, overrides]);
  const template = templates.get(key) ?? Template.fromStack(aStack(stage, overrides));
  templates.set(key, template);
  return template;
}

/** A resource of a template. Its properties are read without types, as CloudFormation has them. */
export interface TemplateResource {
  readonly id: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template's resources have no types.
  readonly Properties: any;
  readonly [attribute: string]: unknown;
}

/** Returns the resources of a type whose logical ids start like that. */
export const resourcesOf = (template: Template, type: string, start = ''): TemplateResource[] =>
  Object.entries(template.findResources(type))
    .filter(([id]) => id.startsWith(start))
    .map(([id, resource]) => ({ ...resource, id }) as TemplateResource);

/** Returns the only resource of a type whose logical id starts like that. */
export function onlyResourceOf(template: Template, type: string, start = ''): TemplateResource {
  const [found, ...others] = resourcesOf(template, type, start);
  expect([found?.id, ...others.map(({ id }) => id)]).toEqual([expect.any(String)]);
  return found as TemplateResource;
}

/** Returns the statements of a role's policy, by the start of the policy's logical id. */
export const statementsOf = (
  template: Template,
  start: string,
  type = 'AWS::IAM::Policy',
): { Action: string | string[]; Resource: unknown }[] =>
  onlyResourceOf(template, type, start).Properties.PolicyDocument.Statement;
