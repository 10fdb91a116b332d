import { describe, expect, it } from 'vitest';
import { findingsInProduction } from './findings.ts';

const reportOn = (...nodes: string[]) => ({
  vulnerabilities: { something: { severity: 'high', nodes } },
});

describe('the audit of what runs in production', () => {
  it.each([
    ['a library of the Lambdas', 'node_modules/@middy/core'],
    ['what a library of the Lambdas needs', 'node_modules/@smithy/core'],
    ['a library of the client', 'node_modules/@smithy/signature-v4'],
  ])('tells of %s', (_, node) => {
    expect(findingsInProduction(reportOn(node))).toEqual([
      'something: high (npm audit tells more)',
    ]);
  });

  it.each([
    ['the CDK', 'node_modules/aws-cdk-lib'],
    ["the CDK's own parts", 'node_modules/aws-cdk-lib/node_modules/minimatch'],
    ['what only tests use', 'node_modules/vitest'],
  ])('leaves out %s', (_, node) => {
    expect(findingsInProduction(reportOn(node))).toEqual([]);
  });
});
