import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { type DiscoveryName, discoveryNames, discoveryParameter } from './discovery-parameters.ts';

export interface DiscoveryProps {
  readonly stage: string;
  /** The values to publish, by name. */
  readonly values: Partial<Record<DiscoveryName, string>>;
}

/**
 * Publishes values as SSM parameters. Other stacks and services find this stack through them.
 */
export class Discovery extends Construct {
  constructor(scope: Construct, id: string, { stage, values }: DiscoveryProps) {
    super(scope, id);
    for (const name of discoveryNames) {
      const stringValue = values[name];
      if (stringValue === undefined) continue;
      new StringParameter(this, name, {
        parameterName: discoveryParameter(stage, name),
        stringValue,
      });
    }
  }
}
