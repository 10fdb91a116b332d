import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

export interface DiscoveryProps {
  readonly stage: string;
  /** What to publish, by name. */
  readonly values: Record<string, string>;
}

/** SSM parameters below `/session-expired/<stage>/`, by which other stacks and services find this one. */
export class Discovery extends Construct {
  constructor(scope: Construct, id: string, { stage, values }: DiscoveryProps) {
    super(scope, id);
    for (const [name, stringValue] of Object.entries(values)) {
      new StringParameter(this, name, {
        parameterName: `/session-expired/${stage}/${name}`,
        stringValue,
      });
    }
  }
}
