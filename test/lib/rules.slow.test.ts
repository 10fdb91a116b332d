import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type App, CloudFormationValidatePlugin, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { aStack } from '../builders/template.ts';

/** The CDK's own rules. They are loaded once, since loading takes seconds. */
const cdkRules = new CloudFormationValidatePlugin();

/**
 * Returns the rules' findings in a stage's stack, resource by resource. It leaves out the findings
 * that are acknowledged with a reason.
 */
function findings(stage: 'dev' | 'prod', overrides: Record<string, unknown> = {}): string[] {
  const app = aStack(stage, overrides).node.root as App;
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app), cdkRules);
  try {
    app.synth();
  } catch {
    // Synth throws if the rules find an error. The report also has the warnings.
  }
  const { pluginReports } = JSON.parse(
    readFileSync(path.join(app.outdir, 'validation-report.json'), 'utf8'),
  );
  return pluginReports
    .flatMap((report: Report) => report.violations)
    .filter(({ ruleName }: Violation) => !ruleName.startsWith('Annotation::'))
    .map(({ ruleName, violatingConstructs }: Violation) =>
      [ruleName, ...violatingConstructs.map(({ constructPath }) => constructPath)].join(' '),
    );
}

interface Report {
  readonly violations: readonly Violation[];
}

interface Violation {
  readonly ruleName: string;
  readonly violatingConstructs: readonly { readonly constructPath: string }[];
}

describe("cdk-nag, with the packs AwsSolutions and Serverless, and the CDK's own rules", () => {
  it('finds nothing in dev', () => {
    expect(findings('dev')).toEqual([]);
  }, 120_000);

  it('finds nothing in prod with every setting', () => {
    expect(findings('prod', everySetting)).toEqual([]);
  }, 120_000);
});

const everySetting = {
  alarmEmail: 'operations@example.com',
  silenceHours: 3,
  terminationProtection: true,
  webAclArn: 'arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/name/id',
  domain: {
    name: 'callbacks.example.com',
    certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/id',
    truststore: { bucket: 'a-bucket', key: 'truststore.pem' },
    hostedZone: { id: 'Z123', name: 'example.com' },
  },
};
